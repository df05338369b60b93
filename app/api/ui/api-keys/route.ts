import { z } from "zod";
import { searchApiKeys } from "@/lib/api-keys/queries";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

const schema = z.object({ q: z.string().max(200).default("") });

/** As-you-type search over API keys by name. */
export const GET = userRoute(schema, ({ q }) => searchApiKeys(getPool(), { q }));
