import { z } from "zod";
import { searchCampaigns } from "@/lib/campaigns/queries";
import { searchContacts } from "@/lib/contacts/queries";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";
import { searchSegments } from "@/lib/segments/queries";

const schema = z.object({ q: z.string().trim().min(1).max(200) });
/** Of each kind so many are answered. */
const LIMIT = 6;

/** What the command palette finds by name: contacts, campaigns and segments. */
export const GET = userRoute(schema, async ({ q }) => {
  const [contacts, campaigns, segments] = await Promise.all([
    searchContacts(getPool(), { q, limit: LIMIT }),
    searchCampaigns(getPool(), { q, limit: LIMIT }),
    searchSegments(getPool(), { q, limit: LIMIT }),
  ]);
  return { contacts, campaigns, segments };
});
