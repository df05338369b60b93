import { getPool } from "@/lib/db/pool";
import { done } from "@/lib/http/api-answer";
import { apiRead } from "@/lib/http/with-api";
import { loadOrderParams } from "@/lib/orders/columns";
import { listOrders } from "@/lib/orders/queries";
import { serializeOrders } from "@/lib/orders/serialize";

/** Orders by the filters and cursors of the table; days are those of UTC. */
export const GET = apiRead("orders", async (query, { key }) => {
  const params = loadOrderParams(query);
  const campaign = key.campaign ? [key.campaign.uid] : params.campaign;
  const { rows, next, previous } = await listOrders(getPool(), { ...params, campaign, timeZone: "UTC" });
  const data = await serializeOrders(
    getPool(),
    rows.map(({ id }) => id),
  );
  return done(200, { data, next_cursor: next, previous_cursor: previous });
});
