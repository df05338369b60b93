import { z } from "zod";
import { loadAttributionParams } from "@/lib/attributions/columns";
import { attributionsCsv } from "@/lib/attributions/csv";
import { exportAttributions } from "@/lib/attributions/queries";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { getPool } from "@/lib/db/pool";
import { csvFile } from "@/lib/http/csv-file";
import { userRoute } from "@/lib/http/with-route";

/** The whole filtered list in its order as a CSV file, whatever its length. */
export const GET = userRoute(z.object({}), async (_input, { user, request }) => {
  const params = loadAttributionParams(request.nextUrl.searchParams);
  const rows = exportAttributions(getPool(), { ...params, timeZone: await viewerTimeZone(user) });
  return csvFile("referral-attributions", attributionsCsv(rows));
});
