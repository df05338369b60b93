import { z } from "zod";
import { codesCsv } from "@/lib/attributions/code-csv";
import { exportCampaignCodes } from "@/lib/campaigns/codes";
import { loadCodeParams } from "@/lib/campaigns/columns";
import { findCampaign } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";
import { csvFile } from "@/lib/http/csv-file";
import { userRoute } from "@/lib/http/with-route";

/** The whole filtered list of a campaign's codes in its order as a CSV file, whatever its length. */
export const GET = userRoute(z.object({ id: z.uuid() }), async ({ id }, { request }) => {
  const campaign = await findCampaign(getPool(), id);
  if (!campaign) return null;
  const rows = exportCampaignCodes(getPool(), id, loadCodeParams(request.nextUrl.searchParams));
  return csvFile(`codes-${campaign.uid}`, codesCsv(rows, `${process.env.ATTACHE_URL ?? ""}/r/`));
});
