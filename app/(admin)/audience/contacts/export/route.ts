import { z } from "zod";
import { contactsCsv } from "@/lib/attributions/contact-csv";
import { exportContacts } from "@/lib/attributions/contact-rows";
import { loadContactParams } from "@/lib/contacts/columns";
import { getPool } from "@/lib/db/pool";
import { csvFile } from "@/lib/http/csv-file";
import { userRoute } from "@/lib/http/with-route";

/** The whole filtered list in its order as a CSV file, whatever its length. */
export const GET = userRoute(z.object({}), async (_input, { request }) => {
  const rows = exportContacts(getPool(), loadContactParams(request.nextUrl.searchParams));
  return csvFile("contacts", contactsCsv(rows));
});
