import { understand } from "@/lib/http/api-input";
import { apiWrite } from "@/lib/http/with-api";
import { describeStanding, recordReferrals, standingIds } from "@/lib/integrations/record";
import { batchSchema, recordReferralSchema } from "@/lib/integrations/schema";
import { serializeReferral } from "@/lib/integrations/serialize";

/** Records up to a thousand referrals at once. Each has its own outcome; one that is rejected stops no other. */
export const POST = apiWrite({
  name: "referral_attribution/record_batch",
  scope: "attributions:write",
  schema: batchSchema,
  async handler({ records }, { tx, key, actor }) {
    const understood = records.map((record) => understand(recordReferralSchema, record));
    const valid = understood.flatMap((one) => ("input" in one ? [one.input] : []));
    const { outcomes, contactsCreated } = await recordReferrals(tx, actor, key, valid);
    const standing = await describeStanding(tx, standingIds(outcomes));
    const answers = outcomes.map((outcome, index) => serializeReferral(outcome, valid[index]!, standing));
    const results = understood.map((one) => {
      if (!("input" in one)) return { outcome: "rejected", code: "invalid", message: one.message, field: one.field };
      const { body } = answers.shift()!;
      return one.warnings.length > 0 ? { ...body, warnings: one.warnings } : body;
    });
    const count = (name: string) => results.filter(({ outcome }) => outcome === name).length;
    const counts = {
      active: count("active"),
      inactive_duplicate: count("inactive_duplicate"),
      rejected: count("rejected"),
    };
    return { status: 200, body: { ...counts, contacts_created: contactsCreated, results }, outcome: "done" };
  },
});
