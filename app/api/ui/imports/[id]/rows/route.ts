import { getPool } from "@/lib/db/pool";
import { adminRoute } from "@/lib/http/with-route";
import { listImportRows } from "@/lib/imports/row-queries";
import { rowsSchema } from "@/lib/imports/schema";

/** A page of an import's rows, with what becomes or became of each; 404 when there is no such import. */
export const GET = adminRoute(rowsSchema, (asked) => listImportRows(getPool(), asked));
