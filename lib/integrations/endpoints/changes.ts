import "server-only";
import { changeStatus } from "@/lib/attributions/commands";
import { reassign } from "@/lib/attributions/reassign";
import { findContactId, findForKey } from "../records";
import { type ApiAnswer, changeStatusSchema, reassignSchema } from "../schema";
import { fieldOfReassignment, serializeChange } from "../serialize";
import { endpoint } from "./endpoint";

const NO_SUCH: ApiAnswer = {
  ...{ status: 404, outcome: "refused" },
  body: { code: "not_found", message: "There is no attribution with this id." },
};

/** Activates or deactivates an attribution. */
export const changeAttribution = endpoint({
  scope: "attributions:write",
  schema: changeStatusSchema,
  async run({ status, reason }, { tx, key, actor, id }) {
    if (!(await findForKey(tx, key, id))) return NO_SUCH;
    const [outcome] = await changeStatus(tx, actor, { ids: [id], to: status, reason });
    return serializeChange(outcome!, await findForKey(tx, key, id));
  },
});

/** Gives an active attribution to another advocate, or to an inactive attempt, in one step. */
export const reassignAttribution = endpoint({
  scope: "attributions:write",
  schema: reassignSchema,
  async run({ advocate_email, attribution_id, reason }, { tx, key, actor, id }) {
    if (!(await findForKey(tx, key, id))) return NO_SUCH;
    const toAdvocateId = advocate_email && (await findContactId(tx, advocate_email));
    if (advocate_email && !toAdvocateId) {
      const message = "No contact has this advocate_email.";
      return {
        status: 422,
        outcome: "refused",
        body: { code: "advocate_not_found", message, field: "advocate_email" },
      };
    }
    const [outcome] = await reassign(tx, actor, { ids: [id], toAdvocateId, toAttributionId: attribution_id, reason });
    const newId = outcome!.outcome === "reassigned" ? outcome!.newId : id;
    return serializeChange(outcome!, await findForKey(tx, key, newId), fieldOfReassignment);
  },
});
