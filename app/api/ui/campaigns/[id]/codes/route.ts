import { z } from "zod";
import { listCodes } from "@/lib/codes/queries";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

const schema = z.object({ id: z.uuid(), advocateId: z.uuid() });

/** The codes of one advocate in a campaign, retired ones too. */
export const GET = userRoute(schema, ({ id, advocateId }) => listCodes(getPool(), { campaignId: id, advocateId }));
