import { z } from "zod";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { getPool } from "@/lib/db/pool";
import { streamText } from "@/lib/http/stream-text";
import { userRoute } from "@/lib/http/with-route";
import { loadRewardParams } from "@/lib/rewards/columns";
import { rewardsCsv } from "@/lib/rewards/csv";
import { exportRewards } from "@/lib/rewards/queries";

/** The whole filtered list in its order as a CSV file, whatever its length. */
export const GET = userRoute(z.object({}), async (_input, { request, user }) => {
  const params = loadRewardParams(request.nextUrl.searchParams);
  const rows = exportRewards(getPool(), { ...params, timeZone: await viewerTimeZone(user) });
  const day = new Date().toISOString().slice(0, 10);
  return new Response(await streamText(rewardsCsv(rows)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="rewards-${day}.csv"`,
      "cache-control": "no-store",
    },
  });
});
