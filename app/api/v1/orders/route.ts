import { getPool } from "@/lib/db/pool";
import { apiList } from "@/lib/http/api-list";
import { otherMethods } from "@/lib/http/other-methods";
import { orderSearchParams } from "@/lib/orders/columns";
import { listOrders, orderSortKeys } from "@/lib/orders/queries";
import { serializeOrders } from "@/lib/orders/serialize";

/** Orders by the filters and cursors of the table. */
export const GET = apiList("orders", { params: orderSearchParams, sortKeys: orderSortKeys }, async (params) => {
  const { rows, ...cursors } = await listOrders(getPool(), params);
  const ids = rows.map(({ id }) => id);
  return { data: await serializeOrders(getPool(), ids), ...cursors };
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
