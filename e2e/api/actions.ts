import type { ActionCase } from "./action-case";
import { anImport, MAPPING } from "./an-import";

import {
  aCode,
  aKey,
  aMember,
  anOwner,
  aPair,
  aPaste,
  aRequest,
  aRetention,
  aUser,
  CHOICES,
  contactFields,
  FORMAT,
  makeActive,
} from "./inputs";
import { orderActions } from "./order-actions";
import { rewardActions } from "./reward-actions";
import { rewardRuleActions } from "./reward-rule-actions";

const LIST = "app/(admin)/audience-activity/referral-attribution/actions.ts";
const IMPORT = "app/(admin)/imports/actions.ts";
const CONTACTS = "app/(admin)/audience/contacts/actions.ts";
const MERGING = "app/(admin)/audience/contacts/merge-actions.ts";
const ERASING = "app/(admin)/audience/contacts/erase-actions.ts";
const CAMPAIGNS = "app/(admin)/campaigns/actions.ts";
const CODES = "app/(admin)/campaigns/code-actions.ts";
const SEGMENTS = "app/(admin)/audience/segments/actions.ts";
const MEMBERS = "app/(admin)/audience/segments/member-actions.ts";
const TEAM = "app/(admin)/settings/team/actions.ts";
const KEYS = "app/(admin)/settings/api-keys/actions.ts";
const LOG = "app/(admin)/settings/integration-log/actions.ts";
const RETENTION = "app/(admin)/settings/integration-log/retention/actions.ts";
const ACCOUNT = "app/(admin)/settings/account/actions.ts";

/** Every server action there is, by "file#name". */
export const actions: Record<string, ActionCase> = {
  [`${LIST}#createAttribution`]: {
    guard: "admin",
    input: async (world) => {
      const campaign = await world.campaign();
      const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
      return { customerId: cara.id, campaignId: campaign.id, advocateId: ada.id };
    },
  },
  [`${LIST}#previewChange`]: {
    guard: "admin",
    input: async (world) => ({ kind: "deactivate", target: { ids: [(await makeActive(world)).id] } }),
    answers: "a reading",
  },
  [`${LIST}#changeStatus`]: {
    guard: "admin",
    input: async (world) => ({ ids: [(await makeActive(world)).id], to: "inactive" }),
  },
  [`${LIST}#reassign`]: {
    guard: "admin",
    input: async (world) => {
      const { id, ben } = await makeActive(world);
      return { ids: [id], toAdvocateId: ben.id };
    },
  },
  [`${IMPORT}#setFormat`]: {
    guard: "admin",
    input: async (world, caller) => ({ id: await anImport(world, caller, "uploaded"), format: FORMAT }),
  },
  [`${IMPORT}#startCheck`]: {
    guard: "admin",
    input: async (world, caller) => {
      const id = await anImport(world, caller, "uploaded");
      return { id, mapping: MAPPING, choices: CHOICES };
    },
  },
  [`${IMPORT}#setChoices`]: {
    guard: "admin",
    input: async (world, caller) => ({ id: await anImport(world, caller, "checked"), choices: CHOICES }),
  },
  [`${IMPORT}#startRun`]: {
    guard: "admin",
    input: async (world, caller) => ({ id: await anImport(world, caller, "checked"), checkedAt: null }),
  },
  [`${IMPORT}#cancelImport`]: {
    guard: "admin",
    // What could be cancelled is one row, and done before anybody could ask.
    input: async (world, caller) => ({ id: await anImport(world, caller, "done") }),
    answers: "a refusal",
  },
  [`${IMPORT}#previewUndo`]: {
    guard: "admin",
    input: async (world, caller) => ({ id: await anImport(world, caller, "done") }),
    answers: "a reading",
  },
  [`${IMPORT}#startUndo`]: {
    guard: "admin",
    input: async (world, caller) => ({ id: await anImport(world, caller, "done") }),
  },
  [`${IMPORT}#discardImport`]: {
    guard: "admin",
    input: async (world, caller) => ({ id: await anImport(world, caller, "uploaded") }),
  },
  ...orderActions,
  ...rewardActions,
  [`${CONTACTS}#createContact`]: {
    guard: "admin",
    input: async ({ tag }) => contactFields(`new-${tag}@example.test`),
  },
  [`${CONTACTS}#updateContact`]: {
    guard: "admin",
    input: async (world) => {
      const { id, email } = await world.contact("Cara");
      const { rows } = await world.db.query("SELECT updated_at::text AS version FROM contact WHERE id = $1", [id]);
      return { ...contactFields(email), id, version: rows[0].version };
    },
  },
  [`${CONTACTS}#previewStatus`]: {
    guard: "admin",
    input: async (world) => ({ to: "banned", target: { ids: [(await world.contact("Cara")).id] } }),
    answers: "a reading",
  },
  [`${CONTACTS}#setStatus`]: {
    guard: "admin",
    input: async (world) => ({ to: "banned", ids: [(await world.contact("Cara")).id] }),
  },
  [`${MERGING}#previewMerge`]: { guard: "admin", input: aPair, answers: "a reading" },
  [`${MERGING}#mergeContacts`]: {
    guard: "admin",
    input: async (world) => {
      const pair = await aPair(world);
      const { planMerge, versionOf } = await import("@/lib/attributions/merge-plan");
      const planned = await planMerge(world.db, pair);
      if ("refused" in planned) throw new Error(planned.refused);
      return { ...pair, version: versionOf(planned.plan), asOf: new Date().toISOString() };
    },
  },
  [`${ERASING}#previewErasure`]: {
    guard: "admin",
    input: async (world) => ({ id: (await world.contact("Cara")).id }),
    answers: "a reading",
  },
  [`${ERASING}#eraseContact`]: {
    guard: "admin",
    input: async (world) => {
      const { id, email } = await world.contact("Cara");
      return { id, email };
    },
  },
  [`${CAMPAIGNS}#createCampaign`]: {
    guard: "admin",
    input: async ({ tag }) => ({ name: tag, destinationUrl: null, segmentIds: [], startsAt: null, endsAt: null }),
  },
  [`${CAMPAIGNS}#updateCampaign`]: {
    guard: "admin",
    input: async (world) => ({ id: (await world.campaign()).id, name: `New ${world.tag}` }),
  },
  [`${CAMPAIGNS}#endCampaign`]: { guard: "admin", input: async (world) => ({ id: (await world.campaign()).id }) },
  [`${CAMPAIGNS}#reopenCampaign`]: {
    guard: "admin",
    input: async (world) => ({ id: (await world.campaign("Spring", { ended: true })).id }),
  },
  [`${CODES}#setShortcode`]: {
    guard: "admin",
    input: async (world) => ({ ...(await anOwner(world)), code: `own-${world.tag}` }),
  },
  [`${CODES}#createCoupons`]: {
    guard: "admin",
    input: async (world) => ({ ...(await anOwner(world)), pattern: `OWN-${world.tag}-##`, count: 3 }),
  },
  [`${CODES}#retireCode`]: { guard: "admin", input: (world) => aCode(world, { retired: false }) },
  [`${CODES}#restoreCode`]: { guard: "admin", input: (world) => aCode(world, { retired: true }) },
  ...rewardRuleActions,
  [`${SEGMENTS}#createSegment`]: { guard: "admin", input: async ({ tag }) => ({ name: `Created ${tag}` }) },
  [`${SEGMENTS}#renameSegment`]: {
    guard: "admin",
    input: async (world) => {
      const { id, name } = await world.segment("Partners");
      return { id, name: `${name} renamed`, was: name };
    },
  },
  [`${SEGMENTS}#deleteSegment`]: { guard: "admin", input: async (world) => ({ id: (await world.segment("Old")).id }) },
  [`${MEMBERS}#addMembers`]: {
    guard: "admin",
    input: async (world) => ({
      segmentId: (await world.segment("Partners")).id,
      contactIds: [(await world.contact("Cara")).id],
    }),
  },
  [`${MEMBERS}#previewPasted`]: { guard: "admin", input: aPaste, answers: "a reading" },
  [`${MEMBERS}#addPasted`]: { guard: "admin", input: aPaste },
  [`${MEMBERS}#previewMembership`]: {
    guard: "admin",
    input: async (world) => {
      const { segmentId, contactIds } = await aMember(world);
      return { change: "remove", segmentId, target: { ids: contactIds } };
    },
    answers: "a reading",
  },
  [`${MEMBERS}#changeMembership`]: {
    guard: "admin",
    input: async (world) => {
      const { segmentId, contactIds } = await aMember(world);
      return { change: "remove", segment: { id: segmentId }, target: { ids: contactIds }, expected: 1 };
    },
  },
  [`${KEYS}#createKey`]: {
    guard: "admin",
    input: async ({ tag }) => ({ name: `Shop ${tag}`, integration: "shopify", scopes: ["read"] }),
  },
  [`${KEYS}#revokeKey`]: { guard: "admin", input: async (world, caller) => ({ id: await aKey(world, caller) }) },
  "app/(admin)/settings/api-reference/actions.ts#sendTest": {
    guard: "admin",
    input: async (world, caller) => ({
      ...{ keyId: await aKey(world, caller), endpoint: "referral_attribution/record", body: "{}", isDryRun: false },
    }),
  },
  [`${LOG}#replayRequest`]: {
    guard: "admin",
    input: async (world, caller) => ({ id: await aRequest(world, await aKey(world, caller)) }),
  },
  [`${RETENTION}#previewRetention`]: {
    guard: "admin",
    input: async () => ({ logKeptDays: 30 }),
    answers: "a reading",
  },
  [`${RETENTION}#changeRetention`]: { guard: "admin", input: aRetention },
  [`${TEAM}#inviteUser`]: {
    guard: "admin",
    input: async ({ tag }) => ({ email: `new-${tag}@attache.test`, name: "New", role: "admin" }),
  },
  [`${TEAM}#renewInvitation`]: { guard: "admin", input: aUser },
  [`${TEAM}#changeRole`]: { guard: "admin", input: async (world) => ({ ...(await aUser(world)), role: "admin" }) },
  [`${TEAM}#setDisabled`]: { guard: "admin", input: async (world) => ({ ...(await aUser(world)), disabled: true }) },
  [`${TEAM}#signOutEverywhere`]: {
    guard: "admin",
    input: async (world) => {
      const target = await aUser(world);
      await world.db.query("INSERT INTO user_session (user_id, expires_at) VALUES ($1, now() + interval '1 day')", [
        target.userId,
      ]);
      return target;
    },
  },
  "app/(auth)/setup/actions.ts#loadSampleData": {
    guard: "admin",
    input: async (world) => {
      await world.contact("Somebody");
      return {};
    },
    answers: "a refusal",
  },
  [`${ACCOUNT}#updatePreferences`]: {
    guard: "user",
    input: async (_world, { name }) => ({ name: `${name} renamed`, theme: "dark", timeZone: "Asia/Tokyo" }),
  },
  [`${ACCOUNT}#changePassword`]: {
    guard: "user",
    input: async () => ({ currentPassword: "not-this-one", newPassword: "another-long-password" }),
    answers: "a refusal",
  },
  "app/(admin)/table-settings-action.ts#saveTableSettings": {
    guard: "user",
    input: async () => ({ table: "attributions", settings: { hiddenColumns: ["source"], density: "compact" } }),
  },
  "app/(auth)/invitation/actions.ts#choosePassword": {
    guard: "link",
    input: async () => ({ token: "no-such-link", password: "another-long-password" }),
    answers: "a refusal",
  },
  "app/(auth)/setup/actions.ts#createAdmin": {
    guard: "link",
    input: async ({ tag }) => ({
      ...{
        token: "no-such-link",
        email: `setup-${tag}@attache.test`,
        name: "Setup",
        password: "another-long-password",
      },
    }),
    answers: "a refusal",
  },
};
