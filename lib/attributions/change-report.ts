import "server-only";
import type { Db } from "@/lib/db/pool";
import type { ChangeOutcome } from "./commands";
import { listAttributionsByIds } from "./queries";
import type { ReassignOutcome } from "./reassign";
import { type ChangeFacts, findChangeFacts } from "./record-queries";
import type { Refusal, Rejection } from "./schema";

type Named = { name: string | null; email: string };

/** What became of one attribution in a change, in terms a person can read. */
export type ReportRow = {
  id: string;
  outcome: "changed" | "reassigned" | "refused";
  code: Refusal | Rejection | null;
  /** The active attribution that took over, after a reassignment. */
  newId: string | null;
  /** Null where there is no such attribution. */
  about: { customer: Named; advocate: Named; campaign: { uid: string; name: string } } | null;
  /** For a refusal: who stands, and what happened meanwhile. */
  facts: ChangeFacts | null;
};

/** Names what each outcome is about, in their order; for refusals also what somebody else did meanwhile. */
export async function reportOutcomes(db: Db, outcomes: (ChangeOutcome | ReassignOutcome)[]): Promise<ReportRow[]> {
  const refused = outcomes.filter(({ outcome }) => outcome === "refused");
  const [rows, facts] = await Promise.all([
    listAttributionsByIds(
      db,
      outcomes.map(({ id }) => id),
    ),
    findChangeFacts(
      db,
      refused.map(({ id }) => id),
    ),
  ]);
  const about = new Map(
    rows.map(({ id, customer, advocate, campaign }) => [
      id,
      {
        customer: { name: customer.name, email: customer.email },
        advocate: { name: advocate.name, email: advocate.email },
        campaign: { uid: campaign.uid, name: campaign.name },
      },
    ]),
  );
  return outcomes.map((outcome) => ({
    id: outcome.id,
    outcome: outcome.outcome,
    code: outcome.outcome === "refused" ? outcome.code : null,
    newId: outcome.outcome === "reassigned" ? outcome.newId : null,
    about: about.get(outcome.id) ?? null,
    facts: facts.get(outcome.id) ?? null,
  }));
}
