import { z } from "zod";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { getPool } from "@/lib/db/pool";
import { userRoute } from "@/lib/http/with-route";
import { summariseRewards } from "@/lib/rewards/facets";

const schema = z
  .object({ contact: z.uuid().optional(), attribution: z.uuid().optional(), order: z.uuid().optional() })
  .refine((filter) => Object.values(filter).filter(Boolean).length === 1, {
    path: ["contact"],
    message: "Name a contact, an attribution or an order.",
  });

/** The latest rewards of a contact, or those that an attribution or an order earned, and what all of them come to. */
export const GET = userRoute(schema, async (filter, { user }) =>
  summariseRewards(getPool(), { ...filter, timeZone: await viewerTimeZone(user) }),
);
