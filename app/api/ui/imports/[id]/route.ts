import { getPool } from "@/lib/db/pool";
import { adminRoute } from "@/lib/http/with-route";
import { findImport } from "@/lib/imports/queries";
import { importIdSchema } from "@/lib/imports/schema";

/** Where an import stands; 404 when there is none with this id. */
export const GET = adminRoute(importIdSchema, ({ id }) => findImport(getPool(), id));
