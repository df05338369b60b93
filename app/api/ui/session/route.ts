import { z } from "zod";
import { userRoute } from "@/lib/http/with-route";

/** Whether whoever asks is still signed in: 204, or 401. */
export const GET = userRoute(
  z.object({}),
  async () => new Response(null, { status: 204, headers: { "cache-control": "no-store" } }),
);
