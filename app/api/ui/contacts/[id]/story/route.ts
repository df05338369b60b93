import { z } from "zod";
import { listContactStory } from "@/lib/attributions/contact-story";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

/** The next older entries of a contact's timeline. */
export const GET = userRoute(z.object({ id: z.uuid(), before: z.uuid().optional() }), ({ id, before }) =>
  listContactStory(getPool(), id, before),
);
