import { apiWrite } from "@/lib/http/with-api";
import { describeStanding, recordReferrals, standingIds } from "@/lib/integrations/record";
import { recordReferralSchema } from "@/lib/integrations/schema";
import { serializeReferral } from "@/lib/integrations/serialize";

/** Records who was referred, by the code of whoever referred them; who is not known yet becomes a prospect. */
export const POST = apiWrite({
  name: "referral_attribution/record",
  scope: "attributions:write",
  schema: recordReferralSchema,
  async handler(input, { tx, key, actor }) {
    const { outcomes, contactsCreated } = await recordReferrals(tx, actor, key, [input]);
    const [outcome] = outcomes as [(typeof outcomes)[number]];
    const { status, body } = serializeReferral(outcome, input, await describeStanding(tx, standingIds(outcomes)));
    const isRecorded = outcome.outcome !== "rejected";
    return {
      status,
      body: isRecorded ? { ...body, customer_created: contactsCreated > 0 } : body,
      outcome: isRecorded ? "done" : "refused",
      trace: {
        email: input.customer_email,
        code: input.code,
        ...(isRecorded ? { attributionId: outcome.id } : { problems: outcome.problems }),
      },
    };
  },
});
