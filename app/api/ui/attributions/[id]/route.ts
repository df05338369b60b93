import { z } from "zod";
import { findAttribution } from "@/lib/attributions/record-queries";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

const schema = z.object({ id: z.uuid() });

/** The whole story of one attribution; 404 when there is none with this id. */
export const GET = userRoute(schema, ({ id }) => findAttribution(getPool(), id));
