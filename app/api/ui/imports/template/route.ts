import { z } from "zod";
import { adminRoute } from "@/lib/http/with-route";
import { IMPORT_KINDS } from "@/lib/imports/schema";
import { templateCsv } from "@/lib/imports/template";

const schema = z.object({
  kind: z.enum(IMPORT_KINDS).default("attributions"),
  example: z.stringbool().default(false),
});

/** A CSV file with the columns of a kind: empty, or with rows that show what goes into them. */
export const GET = adminRoute(schema, async ({ kind, example }) => {
  const name = `${kind}-${example ? "example" : "template"}.csv`;
  return new Response(templateCsv(kind, example), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});
