import { changeStatus } from "@/lib/attributions/commands";
import { getPool } from "@/lib/db/pool";
import { done, refusal } from "@/lib/http/api-answer";
import { apiRead, apiWrite } from "@/lib/http/with-api";
import { findForKey } from "@/lib/integrations/records";
import { changeStatusSchema } from "@/lib/integrations/schema";
import { serializeChange } from "@/lib/integrations/serialize";

/** One attribution with its history and what competes with it. */
export const GET = apiRead({
  name: "referral_attributions/{id}",
  async handler(_query, { key, id }) {
    const record = await findForKey(getPool(), key, id);
    return record ? done(200, record) : refusal("not_found");
  },
});

/** Activates or deactivates one. */
export const PATCH = apiWrite({
  name: "referral_attributions/{id}",
  scope: "attributions:write",
  schema: changeStatusSchema,
  async handler({ status, reason }, { tx, key, actor, id }) {
    if (!(await findForKey(tx, key, id))) return refusal("not_found");
    const [outcome] = await changeStatus(tx, actor, { ids: [id], to: status, reason });
    return serializeChange(outcome!, await findForKey(tx, key, id));
  },
});
