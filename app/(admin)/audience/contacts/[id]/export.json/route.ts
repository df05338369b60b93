import { byHand } from "@/lib/audit/trail";
import { getPool } from "@/lib/db/pool";
import { adminRoute } from "@/lib/http/with-route";
import { exportContact } from "@/lib/privacy/export";
import { contactIdSchema } from "@/lib/privacy/schema";

/** Everything that is held about one contact, as a JSON file; logged in the contact's timeline. */
export const GET = adminRoute(contactIdSchema, async ({ id }, { user }) => {
  const content = await exportContact(getPool(), byHand(user), id);
  if (!content) return null;
  return new Response(`${JSON.stringify(content, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="contact-${id}.json"`,
      "cache-control": "no-store",
    },
  });
});
