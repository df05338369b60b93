import "server-only";
import type { Refused } from "@/lib/attributions/commands";
import type { DraftField, Rejection } from "@/lib/attributions/schema";
import { outcomeMessage, REJECTION_WORDS } from "@/lib/attributions/wording";
import type { ReferralOutcome, Standing } from "./record";
import type { ApiAnswer, RecordReferral } from "./schema";
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
      body: { outcome: "rejected", code: outcome.code, message, field: fieldOf(field, code_field), problems },
    };
  }
  const { id } = outcome;
  if (outcome.outcome === "active") return { status: 201, body: { outcome: "active", id } };
  return {
    status: 201,
    body: { outcome: "inactive_duplicate", id, standing: standing.get(outcome.standingId) ?? null },
  };
}

/** The field of a request that a part of a draft came from; what a code names is said at the code. */
export function fieldOf(field: DraftField, codeField: string): string {
  return { customer: "customer_email", campaign: "campaign_uid", advocate: codeField, code: codeField }[field];
}

type Changed = { outcome: "changed" | "reassigned" };

/**
 * The answer to a change of one attribution: the record as it is now, or why nothing was changed and what stands.
 * @param fieldAbout the field of the request that a refusal is about, where it is one
 */
export function serializeChange(
  outcome: Changed | Refused,
  record: Record<string, unknown> | null,
  fieldAbout: (code: Refused["code"]) => string | undefined = () => undefined,
): ApiAnswer {
  if (outcome.outcome !== "refused") return { status: 200, body: record ?? {}, outcome: "done" };
  const { code, standingId } = outcome;
  const field = fieldAbout(code);
  return {
    ...{ status: code === "not_found" ? 404 : 409, outcome: "refused" },
    trace: { attributionId: record ? String(record.id) : undefined },
    body: { code, message: outcomeMessage(code), ...(field && { field }), standing_id: standingId },
  };
}

/** The field of a reassignment that a refusal is about; none where it is about what is to be reassigned. */
export function fieldOfReassignment(code: Refused["code"]): string | undefined {
  if (code === "attempt_unavailable") return "attribution_id";
  if (code === "same_advocate") return "advocate_email";
  return code in REJECTION_WORDS && REJECTION_WORDS[code as Rejection].field === "advocate"
    ? "advocate_email"
    : undefined;
}
