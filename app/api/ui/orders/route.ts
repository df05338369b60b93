import { z } from "zod";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";
import { summariseOrders } from "@/lib/orders/facets";

const schema = z
  .object({ customer: z.uuid().optional(), attribution: z.uuid().optional() })
  .refine(({ customer, attribution }) => Boolean(customer) !== Boolean(attribution), {
    path: ["customer"],
    message: "Name a customer or an attribution.",
  });

/** The latest orders of a customer, or those credited to an attribution, and what all of them are worth. */
export const GET = userRoute(schema, async (filter, { user }) =>
  summariseOrders(getPool(), { ...filter, timeZone: await viewerTimeZone(user) }),
);
