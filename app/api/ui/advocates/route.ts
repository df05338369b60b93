import { z } from "zod";
import { searchEligibleAdvocates } from "@/lib/attributions/record-queries";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

const schema = z.object({ campaignId: z.uuid(), q: z.string().max(200).default("") });

/** As-you-type search over the contacts who may refer in one campaign. */
export const GET = userRoute(schema, (input) => searchEligibleAdvocates(getPool(), input));
