import { z } from "zod";
import { checkAdvocates } from "@/lib/attributions/check-advocates";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

const schema = z.object({ id: z.uuid(), q: z.string().trim().min(1).max(200) });

/** As-you-type: whether the contacts that match may advocate in a campaign, and why not. */
export const GET = userRoute(schema, ({ id, q }) => checkAdvocates(getPool(), { campaignId: id, q }));
