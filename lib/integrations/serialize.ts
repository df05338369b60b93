import "server-only";
import type { DraftField } from "@/lib/attributions/schema";
import type { ReferralOutcome, Standing } from "./record";
import type { RecordReferral } from "./schema";
import { rejectionWords } from "./wording";

/** The public form of what became of a referral, with its HTTP status. Field names are those of the request. */
export function serializeReferral(
  outcome: ReferralOutcome,
  { code_field }: Pick<RecordReferral, "code_field">,
  standing: Map<string, Standing>,
): { status: 201 | 400 | 403 | 422; body: Record<string, unknown> } {
  if (outcome.outcome === "rejected") {
    const { status, message, field } = rejectionWords(outcome.code);
    const problems = outcome.problems.map((code) => ({ code, message: rejectionWords(code).message }));
    return {
      status: status as 400 | 403 | 422,
      body: { outcome: "rejected", code: outcome.code, message, field: nameOf(field, code_field), problems },
    };
  }
  const { id } = outcome;
  if (outcome.outcome === "active") return { status: 201, body: { outcome: "active", id } };
  return {
    status: 201,
    body: { outcome: "inactive_duplicate", id, standing: standing.get(outcome.standingId) ?? null },
  };
}

function nameOf(field: DraftField, codeField: string): string {
  return { customer: "customer_email", campaign: "campaign_uid", advocate: codeField, code: codeField }[field];
}
