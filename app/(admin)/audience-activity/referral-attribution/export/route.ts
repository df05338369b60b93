import { z } from "zod";
import { loadAttributionParams } from "@/lib/attributions/columns";
import { attributionsCsv } from "@/lib/attributions/csv";
import { exportAttributions } from "@/lib/attributions/queries";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { getPool } from "@/lib/db/pool";
import { streamText } from "@/lib/http/stream-text";
import { userRoute } from "@/lib/http/with-route";

/** The whole filtered list in its order as a CSV file, whatever its length. */
export const GET = userRoute(z.object({}), async (_input, { user, request }) => {
  const params = loadAttributionParams(request.nextUrl.searchParams);
  const rows = exportAttributions(getPool(), { ...params, timeZone: await viewerTimeZone(user) });
  const day = new Date().toISOString().slice(0, 10);
  return new Response(await streamText(attributionsCsv(rows)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="referral-attributions-${day}.csv"`,
      "cache-control": "no-store",
    },
  });
});
