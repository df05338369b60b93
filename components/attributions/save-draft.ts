import { createAttribution } from "@/app/(admin)/audience-activity/referral-attribution/actions";
import { callAction } from "@/components/ui/call-action";
import { fetchJson, type ReadError } from "@/components/ui/fetch-json";
import type { DraftCheck, Standing } from "@/lib/attributions/record-queries";
import { addManualSchema } from "@/lib/attributions/schema";
import { draftErrors, REJECTION_WORDS } from "@/lib/attributions/wording";
import { checkUrl, type DraftFields, type FieldErrors } from "./use-create-draft";

/** What came of a saved draft: the record, and who stands in its slot now. */
export type CreatedAttribution = { outcome: "active" | "inactive_duplicate"; id: string; standing: Standing | null };

type Saved = { ok: true; data: CreatedAttribution } | { ok: false; errors: FieldErrors; message: string | null };

const refusedAt = (errors: FieldErrors, message: string | null = null): Saved => ({ ok: false, errors, message });

/** Saves the form; what is missing or refused is answered for the field it is about. */
export async function saveDraft(fields: DraftFields): Promise<Saved> {
  const code = fields.code.trim() || null;
  let campaignId = fields.campaignId;
  if (code && !campaignId) {
    const home = await findCampaignOfCode(fields, code);
    if ("ok" in home) return home;
    campaignId = home.campaignId;
  }
  const parsed = addManualSchema.safeParse({
    customerId: fields.customer?.id ?? "",
    campaignId: campaignId ?? "",
    advocateId: fields.advocate?.id,
    code,
    reason: fields.reason,
  });
  if (!parsed.success) {
    const errors = byField(parsed.error.issues.map(({ path, message }) => [String(path[0]), message]));
    // The schema looks at advocate and code together only once everything else is right.
    if (!fields.advocate && !code) errors.advocate ??= REJECTION_WORDS.advocate_required.mend;
    return refusedAt(errors);
  }
  const result = await callAction(createAttribution, parsed.data);
  if (result.ok) return result;
  const errors = byField(Object.entries(result.error.fields ?? {}));
  return refusedAt(errors, Object.keys(errors).length > 0 ? null : result.error.message);
}

/** The campaign a code implies where none was chosen; a code that is unknown is refused at its field. */
async function findCampaignOfCode(fields: DraftFields, code: string): Promise<{ campaignId: string } | Saved> {
  try {
    const check = await fetchJson<DraftCheck>(checkUrl({ customerId: fields.customer?.id, code })!);
    if (check.campaign) return { campaignId: check.campaign.id };
    return refusedAt(draftErrors(check.problems, { ...check, byCode: true }));
  } catch (error) {
    return refusedAt({}, (error as ReadError).message);
  }
}

/** Inputs are named by id ("customerId"), fields by what they show ("customer"). */
function byField(entries: [string, string][]): FieldErrors {
  const errors: FieldErrors = {};
  for (const [input, message] of entries) errors[input.replace(/Id$/, "") as keyof FieldErrors] ??= message;
  return errors;
}
