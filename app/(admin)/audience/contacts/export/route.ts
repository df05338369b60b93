import { z } from "zod";
import { contactsCsv } from "@/lib/attributions/contact-csv";
import { exportContacts } from "@/lib/attributions/contact-rows";
import { loadContactParams } from "@/lib/contacts/columns";
import { getPool } from "@/lib/db/pool";
import { streamText } from "@/lib/http/stream-text";
import { userRoute } from "@/lib/http/with-route";

/** The whole filtered list in its order as a CSV file, whatever its length. */
export const GET = userRoute(z.object({}), async (_input, { request }) => {
  const rows = exportContacts(getPool(), loadContactParams(request.nextUrl.searchParams));
  const day = new Date().toISOString().slice(0, 10);
  return new Response(await streamText(contactsCsv(rows)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="contacts-${day}.csv"`,
      "cache-control": "no-store",
    },
  });
});
