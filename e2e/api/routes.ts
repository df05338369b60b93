import { LIST } from "../list";
import type { World } from "../world";
import { anImport } from "./an-import";
import { aReward } from "./reward-actions";

/** What nobody, a marketer and an admin are answered; 307 for a visitor leads to the sign-in page. */
type Answers = readonly [nobody: number, marketer: number, admin: number];

type RouteCase = {
  method?: "GET" | "POST";
  /** A second method that the route takes, for those it serves. */
  also?: "PATCH" | "GET";
  /** Every method is answered as that one. */
  takesAll?: true;
  answers: Answers;
  /** The address to ask for, where it is not the route's own. */
  address?: (world: World) => Promise<string>;
};

const everybodySignedIn: Answers = [307, 200, 200];
const adminsOnly: Answers = [307, 403, 200];
const open: Answers = [200, 200, 200];
const readers: Answers = [401, 200, 200];
const programsOnly: Answers = [401, 401, 401];
const signedIn: Answers = [401, 204, 204];
const adminReaders: Answers = [401, 403, 200];

async function anAttribution(world: World): Promise<string> {
  const campaign = await world.campaign();
  const advocate = await world.advocate("Ada", campaign);
  return world.attribution({ customer: await world.contact("Cara"), campaign, advocate });
}

const legacy = (name: string): RouteCase => ({
  method: "POST",
  answers: programsOnly,
  address: async () => `/api/v2/anybody/_token_/json/${name}`,
});

const aCheckedImport = async (world: World, kind?: "contacts" | "coupons" | "orders") =>
  anImport(world, await world.user("Ida", "admin"), "checked", kind);

/** Every page and route there is, by its address in the application. */
export const routes: Record<string, RouteCase> = {
  "/": { answers: [307, 307, 307] },
  "/sign-in": { answers: [200, 307, 307] },
  "/setup": { answers: open },
  "/invitation": { answers: open },
  "/welcome": { answers: adminsOnly },
  [LIST]: { answers: everybodySignedIn },
  [`${LIST}/[id]`]: {
    answers: everybodySignedIn,
    address: async (world) => `${LIST}/${await anAttribution(world)}`,
  },
  [`${LIST}/create`]: { answers: adminsOnly },
  [`${LIST}/export`]: { answers: readers },
  [`${LIST}/import`]: { answers: adminsOnly },
  [`${LIST}/import/[id]`]: {
    answers: adminsOnly,
    address: async (world) => `${LIST}/import/${await aCheckedImport(world)}`,
  },
  "/audience-activity/orders": { answers: everybodySignedIn },
  "/audience-activity/orders/create": { answers: adminsOnly },
  "/audience-activity/orders/import": { answers: adminsOnly },
  "/audience-activity/orders/import/[id]": {
    answers: adminsOnly,
    address: async (world) => `/audience-activity/orders/import/${await aCheckedImport(world, "orders")}`,
  },
  "/audience-activity/orders/export": { answers: readers },
  "/audience-activity/orders/[id]": {
    answers: everybodySignedIn,
    address: async (world) =>
      `/audience-activity/orders/${await world.order({ customer: await world.contact("Cara") })}`,
  },
  "/api/ui/orders": {
    answers: readers,
    address: async (world) => `/api/ui/orders?customer=${(await world.contact("Cara")).id}`,
  },
  "/rewards": { answers: everybodySignedIn },
  "/rewards/export": { answers: readers },
  "/rewards/[id]": {
    answers: everybodySignedIn,
    address: async (world) => `/rewards/${await aReward(world)}`,
  },
  "/api/ui/rewards": {
    answers: readers,
    address: async (world) => `/api/ui/rewards?contact=${(await world.contact("Cara")).id}`,
  },
  "/audience/contacts": { answers: everybodySignedIn },
  "/audience/contacts/import": { answers: adminsOnly },
  "/audience/contacts/import/[id]": {
    answers: adminsOnly,
    address: async (world) => `/audience/contacts/import/${await aCheckedImport(world, "contacts")}`,
  },
  "/audience/contacts/create": { answers: adminsOnly },
  "/audience/contacts/export": { answers: readers },
  "/audience/contacts/[id]": {
    answers: everybodySignedIn,
    address: async (world) => `/audience/contacts/${(await world.contact("Cara")).id}`,
  },
  "/audience/contacts/[id]/export.json": {
    answers: adminReaders,
    address: async (world) => `/audience/contacts/${(await world.contact("Cara")).id}/export.json`,
  },
  "/audience/contacts/[id]/edit": {
    answers: adminsOnly,
    address: async (world) => `/audience/contacts/${(await world.contact("Cara")).id}/edit`,
  },
  "/campaigns": { answers: everybodySignedIn },
  "/campaigns/create": { answers: adminsOnly },
  "/campaigns/import-codes": { answers: adminsOnly },
  "/campaigns/import-codes/[id]": {
    answers: adminsOnly,
    address: async (world) => `/campaigns/import-codes/${await aCheckedImport(world, "coupons")}`,
  },
  "/campaigns/[id]": {
    answers: everybodySignedIn,
    address: async (world) => `/campaigns/${(await world.campaign()).id}`,
  },
  "/campaigns/[id]/codes": {
    answers: everybodySignedIn,
    address: async (world) => `/campaigns/${(await world.campaign()).id}/codes`,
  },
  "/campaigns/[id]/codes/export": {
    answers: readers,
    address: async (world) => `/campaigns/${(await world.campaign()).id}/codes/export`,
  },
  "/campaigns/[id]/edit": {
    answers: adminsOnly,
    address: async (world) => `/campaigns/${(await world.campaign()).id}/edit`,
  },
  "/campaigns/[id]/rewards/create": {
    answers: adminsOnly,
    address: async (world) => `/campaigns/${(await world.campaign()).id}/rewards/create`,
  },
  "/campaigns/[id]/rewards/[ruleId]": {
    answers: adminsOnly,
    address: async (world) => {
      const campaign = await world.campaign();
      return `/campaigns/${campaign.id}/rewards/${await world.rewardRule(campaign)}`;
    },
  },
  "/api/ui/reward-rules/[id]/versions": {
    answers: readers,
    address: async (world) => `/api/ui/reward-rules/${await world.rewardRule(await world.campaign())}/versions`,
  },
  // Open to everybody; of a campaign without a destination it leads nowhere.
  "/r/[code]": {
    answers: [404, 404, 404],
    address: async (world) => `/r/${(await world.advocate("Ada", await world.campaign())).shortcode}`,
  },
  "/api/ui/campaigns/[id]/advocate-check": {
    answers: readers,
    address: async (world) => `/api/ui/campaigns/${(await world.campaign()).id}/advocate-check?q=ada`,
  },
  "/api/ui/codes/[id]/qr": {
    answers: readers,
    address: async (world) => {
      const { shortcode } = await world.advocate("Ada", await world.campaign());
      const { rows } = await world.db.query("SELECT id FROM referral_code WHERE code = $1", [shortcode]);
      return `/api/ui/codes/${rows[0].id}/qr?format=png`;
    },
  },
  "/api/ui/campaigns/[id]/changes": {
    answers: readers,
    address: async (world) => `/api/ui/campaigns/${(await world.campaign()).id}/changes`,
  },
  "/api/ui/segments/[id]/changes": {
    answers: readers,
    address: async (world) => `/api/ui/segments/${(await world.segment("Partners")).id}/changes`,
  },
  "/api/ui/campaigns/[id]/codes": {
    answers: readers,
    address: async (world) => {
      const campaign = await world.campaign();
      return `/api/ui/campaigns/${campaign.id}/codes?advocateId=${(await world.advocate("Ada", campaign)).id}`;
    },
  },
  "/audience/segments": { answers: everybodySignedIn },
  "/audience/segments/[id]": {
    answers: everybodySignedIn,
    address: async (world) => `/audience/segments/${(await world.segment("Partners")).id}`,
  },
  "/settings/account": { answers: everybodySignedIn },
  "/settings/team": { answers: adminsOnly },
  "/settings/api-keys": { answers: adminsOnly },
  "/settings/api-reference": { answers: everybodySignedIn },
  "/settings/integration-log": { answers: everybodySignedIn },
  "/settings/integration-log/failing": { answers: everybodySignedIn },
  "/settings/integration-log/[id]": {
    answers: everybodySignedIn,
    address: async ({ db }) => {
      const { rows } = await db.query<{ id: string }>(
        `INSERT INTO integration_event (endpoint, status, outcome, answer, duration_us)
         VALUES ('referral_attributions', 200, 'done', '{}', 1) RETURNING id`,
      );
      return `/settings/integration-log/${rows[0]!.id}`;
    },
  },
  "/settings/integration-log/retention": { answers: everybodySignedIn },
  "/api/ui/api-keys": { answers: readers },
  "/api/ui/requests": {
    answers: readers,
    address: async (world) => `/api/ui/requests?record=${(await world.contact("Cara")).id}`,
  },
  // Programs are let in by their keys, and sessions are nothing to them.
  "/api/v1/[[...path]]": { answers: [404, 404, 404], takesAll: true, address: async () => "/api/v1/order" },
  "/api/v1/referral_attribution/record": { method: "POST", answers: programsOnly },
  "/api/v1/referral_attribution/record_batch": { method: "POST", answers: programsOnly },
  "/api/v1/openapi.json": { answers: open },
  "/api/v1/order/record": { method: "POST", answers: programsOnly },
  "/api/v1/order/record_batch": { method: "POST", answers: programsOnly },
  "/api/v1/orders": { answers: programsOnly },
  "/api/v1/orders/[id]": { answers: programsOnly, also: "PATCH", address: async () => "/api/v1/orders/nonsense" },
  "/api/v1/rewards": { answers: programsOnly },
  "/api/v1/referral_attributions": { answers: programsOnly },
  "/api/v1/referral_attributions/[id]": {
    answers: programsOnly,
    also: "PATCH",
    address: async (world) => `/api/v1/referral_attributions/${await anAttribution(world)}`,
  },
  "/api/v1/referral_attributions/[id]/reassign": {
    method: "POST",
    answers: programsOnly,
    address: async (world) => `/api/v1/referral_attributions/${await anAttribution(world)}/reassign`,
  },
  "/api/v2/[username]/[token]/json/referral_attribution/record": legacy("referral_attribution/record"),
  "/api/v2/[username]/[token]/json/referral_attribution/record_batch": legacy("referral_attribution/record_batch"),
  "/api/v2/[username]/[token]/json/order/record": legacy("order/record"),
  "/api/v2/[username]/[token]/json/order/record_batch": legacy("order/record_batch"),
  "/api/v2/[...path]": {
    method: "POST",
    also: "GET",
    answers: [404, 404, 404],
    address: async () => "/api/v2/anybody/_token_/json/nothing",
  },
  "/api/ui/actors": { answers: readers },
  "/api/ui/advocates": {
    answers: readers,
    address: async (world) => `/api/ui/advocates?campaignId=${(await world.campaign()).id}`,
  },
  "/api/ui/attributions/[id]": {
    answers: readers,
    address: async (world) => `/api/ui/attributions/${await anAttribution(world)}`,
  },
  "/api/ui/contacts": { answers: readers },
  "/api/ui/contacts/[id]/story": {
    answers: readers,
    address: async (world) => `/api/ui/contacts/${(await world.contact("Cara")).id}/story`,
  },
  "/api/ui/search": { answers: readers, address: async () => "/api/ui/search?q=ada" },
  "/api/ui/session": { answers: signedIn },
  "/api/ui/draft-check": { answers: readers },
  // The admin is answered 403 because the request names no page that sent it.
  "/api/ui/imports": {
    method: "POST",
    answers: [401, 403, 403],
    address: async () => "/api/ui/imports?kind=attributions&name=rows.csv",
  },
  "/api/ui/imports/[id]": {
    answers: adminReaders,
    address: async (world) => `/api/ui/imports/${await aCheckedImport(world)}`,
  },
  "/api/ui/imports/template": { answers: adminReaders, address: async () => "/api/ui/imports/template?kind=contacts" },
  "/api/ui/imports/[id]/file": {
    answers: adminReaders,
    address: async (world) => `/api/ui/imports/${await aCheckedImport(world)}/file?phase=check`,
  },
  "/api/ui/imports/[id]/rows": {
    answers: adminReaders,
    address: async (world) => `/api/ui/imports/${await aCheckedImport(world)}/rows?phase=check`,
  },
  "/api/health": { answers: open },
  "/api/launch": { method: "POST", answers: [404, 404, 404] },
  "/api/auth/[...nextauth]": { answers: open, address: async () => "/api/auth/session" },
};
