import { z } from "zod";
import { searchContacts } from "@/lib/contacts/queries";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

const schema = z.object({ q: z.string().max(200).default("") });

/** As-you-type search over all contacts. */
export const GET = userRoute(schema, ({ q }) => searchContacts(getPool(), { q }));
