import "server-only";
import { describeStanding, recordReferrals, standingIds } from "../record";
import { type ApiAnswer, batchSchema, recordReferralSchema } from "../schema";
import { serializeReferral } from "../serialize";
import { understand } from "../understand";
import { endpoint } from "./endpoint";

/** Records who was referred, by the code of whoever referred them; who is not known yet becomes a prospect. */
export const recordReferral = endpoint({
  scope: "attributions:write",
  schema: recordReferralSchema,
  async runTogether(inputs, { tx, key, actor }) {
    const { outcomes, newcomers } = await recordReferrals(tx, actor, key, inputs);
    const standing = await describeStanding(tx, standingIds(outcomes));
    return outcomes.map((outcome, place): ApiAnswer => {
      const input = inputs[place]!;
      const { status, body } = serializeReferral(outcome, input, standing);
      const trace = { email: input.customer_email, code: input.code };
      if (outcome.outcome === "rejected") return { status, body, outcome: "refused", trace };
      return { status, outcome: "done", body: { ...body, customer_created: newcomers.has(place) }, trace };
    });
  },
});

/** Records up to a thousand referrals at once. Each has its own outcome; one that is rejected stops no other. */
export const recordReferralBatch = endpoint({
  scope: "attributions:write",
  schema: batchSchema,
  async run({ records }, { tx, key, actor }) {
    const understood = records.map((record) => understand(recordReferralSchema, record));
    const valid = understood.flatMap((one) => ("input" in one ? [one.input] : []));
    const { outcomes, newcomers } = await recordReferrals(tx, actor, key, valid);
    const standing = await describeStanding(tx, standingIds(outcomes));
    const answers = outcomes.map((outcome, index) => serializeReferral(outcome, valid[index]!, standing));
    const results: Record<string, unknown>[] = understood.map((one) => {
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
    return { status: 200, body: { ...counts, contacts_created: newcomers.size, results }, outcome: "done" };
  },
});
