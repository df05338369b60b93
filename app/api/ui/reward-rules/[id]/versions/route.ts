import { z } from "zod";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";
import { listRuleVersions } from "@/lib/rewards/rule-queries";

const schema = z.object({ id: z.uuid() });

/** Every version of a reward trigger, the newest first. */
export const GET = userRoute(schema, async ({ id }) => ({ versions: await listRuleVersions(getPool(), id) }));
