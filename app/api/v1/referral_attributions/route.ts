import { loadAttributionParams } from "@/lib/attributions/columns";
import { listAttributions } from "@/lib/attributions/queries";
import { serializeAttribution } from "@/lib/attributions/serialize";
import { getPool } from "@/lib/db/pool";
import { done } from "@/lib/http/api-answer";
import { apiRead } from "@/lib/http/with-api";

/** Attributions by the filters, sorts and cursors of the table; days are those of UTC. */
export const GET = apiRead("referral_attributions", async (query, { key }) => {
  const params = loadAttributionParams(query);
  const campaign = key.campaign ? [key.campaign.uid] : params.campaign;
  const { rows, next, previous } = await listAttributions(getPool(), { ...params, campaign, timeZone: "UTC" });
  return done(200, { data: rows.map(serializeAttribution), next_cursor: next, previous_cursor: previous });
});
