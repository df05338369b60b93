import { z } from "zod";
import { searchActors } from "@/lib/attributions/queries";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

const schema = z.object({ q: z.string().max(200).default("") });

/** As-you-type search over who and what has ever acted: users, API keys, imports. */
export const GET = userRoute(schema, ({ q }) => searchActors(getPool(), { q }));
