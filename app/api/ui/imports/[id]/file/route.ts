import { getPool } from "@/lib/db/pool";
import { streamText } from "@/lib/http/stream-text";
import { adminRoute } from "@/lib/http/with-route";
import { findImport } from "@/lib/imports/queries";
import { rowsCsv } from "@/lib/imports/report";
import { rowsSchema } from "@/lib/imports/schema";

/** All rows of an import that are asked for, as a CSV file with the original columns, however many they are. */
export const GET = adminRoute(rowsSchema, async (asked) => {
  const [view, pieces] = await Promise.all([findImport(getPool(), asked.id), rowsCsv(getPool(), asked)]);
  if (!view || !pieces) return null;
  const which = asked.problem ?? asked.outcome ?? "rows";
  const name = `${view.fileName.replace(/\.[^.]*$/, "")} – ${which.replaceAll("_", " ")}.csv`;
  return new Response(await streamText(pieces), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename*=UTF-8''${encodeName(name)}`,
      "cache-control": "no-store",
    },
  });
});

/** RFC 5987: what encodeURIComponent leaves and a header may not have is encoded as well. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
