import { z } from "zod";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { getPool } from "@/lib/db/pool";
import { streamText } from "@/lib/http/stream-text";
import { userRoute } from "@/lib/http/with-route";
import { loadOrderParams } from "@/lib/orders/columns";
import { ordersCsv } from "@/lib/orders/csv";
import { exportOrders } from "@/lib/orders/queries";

/** The whole filtered list in its order as a CSV file, whatever its length. */
export const GET = userRoute(z.object({}), async (_input, { request, user }) => {
  const params = loadOrderParams(request.nextUrl.searchParams);
  const rows = exportOrders(getPool(), { ...params, timeZone: await viewerTimeZone(user) });
  const day = new Date().toISOString().slice(0, 10);
  return new Response(await streamText(ordersCsv(rows)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="orders-${day}.csv"`,
      "cache-control": "no-store",
    },
  });
});
