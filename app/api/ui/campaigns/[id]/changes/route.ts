import { z } from "zod";
import { listChanges } from "@/lib/audit/changes";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

/** The next older changes of a campaign. */
export const GET = userRoute(z.object({ id: z.uuid(), before: z.uuid().optional() }), ({ id, before }) =>
  listChanges(getPool(), { campaignId: id }, before),
);
