import { reassign } from "@/lib/attributions/reassign";
import { refusal } from "@/lib/http/api-answer";
import { apiWrite } from "@/lib/http/with-api";
import { findContactId, findForKey } from "@/lib/integrations/records";
import { reassignSchema } from "@/lib/integrations/schema";
import { serializeChange } from "@/lib/integrations/serialize";

/** Gives an active attribution to another advocate, or to an inactive attempt, in one step. */
export const POST = apiWrite({
  name: "referral_attributions/{id}/reassign",
  scope: "attributions:write",
  schema: reassignSchema,
  async handler({ advocate_email, attribution_id, reason }, { tx, key, actor, id }) {
    if (!(await findForKey(tx, key, id))) return refusal("not_found");
    const toAdvocateId = advocate_email && (await findContactId(tx, advocate_email));
    if (advocate_email && !toAdvocateId) {
      return refusal("invalid", { field: "advocate_email", message: `No contact has the e-mail ${advocate_email}.` });
    }
    const [outcome] = await reassign(tx, actor, { ids: [id], toAdvocateId, toAttributionId: attribution_id, reason });
    const newId = outcome!.outcome === "reassigned" ? outcome!.newId : id;
    return serializeChange(outcome!, await findForKey(tx, key, newId));
  },
});
