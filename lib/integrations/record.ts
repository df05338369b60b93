import "server-only";
import sql from "sql-template-tag";
import type { ApiKeyInUse } from "@/lib/api-keys/schema";
import { type ActorContext, type RecordOutcome, recordInTransaction } from "@/lib/attributions/commands";
import type { Draft } from "@/lib/attributions/resolve";
import { recordProspects } from "@/lib/contacts/commands";
import type { Db } from "@/lib/db/pool";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import type { RecordReferral, ReferralRejection } from "./schema";

export type ReferralOutcome =
  | { outcome: "active"; id: string }
  | { outcome: "inactive_duplicate"; id: string; standingId: string }
  | { outcome: "rejected"; code: ReferralRejection; problems: ReferralRejection[] };

/** What was recorded, and the places of the referrals whose contact came to exist by them. */
export type RecordedReferrals = { outcomes: ReferralOutcome[]; newcomers: Set<number> };

class NothingToKeep extends Error {
  constructor(readonly outcomes: RecordOutcome[]) {
    super("contacts were created for referrals that were rejected");
  }
}

/**
 * Records referrals that an integration sends, one or many: who is not known yet becomes a prospect ("Data-layer
 * integration" in the Referral Attribution Overview), and `recordAttributions` decides the rest. Of a referral that is
 * rejected nothing stays, the prospect neither.
 *
 * @param tx the transaction of the request
 * @param key restricts the campaign, where it is a key for one
 * @returns an outcome for each, in their order
 */
export async function recordReferrals(
  tx: Transaction,
  actor: ActorContext,
  key: Pick<ApiKeyInUse, "campaign">,
  referrals: RecordReferral[],
): Promise<RecordedReferrals> {
  const outcomes = new Array<ReferralOutcome>(referrals.length);
  let open: number[] = [];
  for (const [index, { campaign_uid }] of referrals.entries()) {
    if (key.campaign && campaign_uid && campaign_uid !== key.campaign.uid) outcomes[index] = notAllowed();
    else open.push(index);
  }
  for (;;) {
    if (open.length === 0) return { outcomes, newcomers: new Set() };
    const batch = open.map((index) => referrals[index]!);
    const { kept, recorded, newcomers } = await tryAll(tx, actor, key, batch);
    for (const [place, outcome] of recorded.entries()) {
      if (kept || outcome.outcome === "rejected") outcomes[open[place]!] = said(outcome, batch[place]!, key);
    }
    if (kept) return { outcomes, newcomers: new Set(newcomers.map((place) => open[place]!)) };
    open = open.filter((index) => outcomes[index] === undefined);
  }
}

/**
 * Tries to record all. Where some are rejected and contacts were created, nothing is kept: the rest is to be tried again
 * without them, for it is not known whose contacts these are.
 */
async function tryAll(
  tx: Transaction,
  actor: ActorContext,
  key: Pick<ApiKeyInUse, "campaign">,
  batch: RecordReferral[],
) {
  try {
    return await inTransaction(tx, async (step) => {
      const newcomers = await recordProspects(
        step,
        actor,
        batch.map(({ customer_email: email, first_name: firstName, last_name: lastName, customer_uid: uid }) => ({
          ...{ email, firstName, lastName, uid },
        })),
      );
      const recorded = await recordInTransaction(
        step,
        actor,
        batch.map((referral) => draftOf(referral, key)),
      );
      const isAnyRejected = recorded.some(({ outcome }) => outcome === "rejected");
      if (isAnyRejected && newcomers.length > 0) throw new NothingToKeep(recorded);
      return { kept: true, recorded, newcomers };
    });
  } catch (error) {
    if (error instanceof NothingToKeep) return { kept: false, recorded: error.outcomes, newcomers: [] };
    throw error;
  }
}

function draftOf(
  { customer_email, campaign_uid, code }: RecordReferral,
  { campaign }: Pick<ApiKeyInUse, "campaign">,
): Draft {
  return { customerEmail: customer_email, campaignId: campaign?.id, campaignUid: campaign ? null : campaign_uid, code };
}

/** An outcome in the words of the key's owner: a code of another campaign than the key's own is not a mismatch they made. */
function said(
  outcome: RecordOutcome,
  { campaign_uid }: RecordReferral,
  { campaign }: Pick<ApiKeyInUse, "campaign">,
): ReferralOutcome {
  if (outcome.outcome !== "rejected" || !campaign || campaign_uid) return outcome;
  const problems = outcome.problems.map((code) => (code === "code_campaign_mismatch" ? "campaign_not_allowed" : code));
  return { outcome: "rejected", code: problems[0]!, problems };
}

function notAllowed(): ReferralOutcome {
  return { outcome: "rejected", code: "campaign_not_allowed", problems: ["campaign_not_allowed"] };
}

/** The attribution that stands, as an answer names it. */
export type Standing = { id: string; advocate_email: string; status: string; created_at: string };

/** The standing attributions of duplicates, by id. */
export async function describeStanding(db: Db, ids: string[]): Promise<Map<string, Standing>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<Standing>(sql`
    SELECT attribution.id, contact.email AS advocate_email, attribution.status,
      to_json(attribution.created_at) #>> '{}' AS created_at
    FROM attribution JOIN contact ON contact.id = advocate_id WHERE attribution.id = ANY(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The attributions that stand in the way of duplicates. */
export function standingIds(outcomes: ReferralOutcome[]): string[] {
  return outcomes.flatMap((one) => (one.outcome === "inactive_duplicate" ? one.standingId : []));
}
