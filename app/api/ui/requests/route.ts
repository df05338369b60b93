import { z } from "zod";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";
import { summariseRequests } from "@/lib/integrations/queries";

const schema = z.object({ record: z.uuid() });

/** The latest requests about an attribution, an order or a contact, and how many there are. */
export const GET = userRoute(schema, ({ record }, { user }) =>
  summariseRequests(getPool(), record, { seesPersonalData: user.role === "admin" }),
);
