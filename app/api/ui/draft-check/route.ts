import { checkDraft } from "@/lib/attributions/record-queries";
import { checkDraftSchema } from "@/lib/attributions/schema";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";

/** What is right and wrong with a half-filled "Add Manual" form; nothing is written. */
export const GET = userRoute(checkDraftSchema, (input) => checkDraft(getPool(), input));
