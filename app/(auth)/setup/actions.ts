"use server";

import { z } from "zod";
import { getPool } from "@/lib/db/pool";
import { refuse, succeed } from "@/lib/http/result";
import { adminAction, publicAction } from "@/lib/http/with-action";
import { createAdminBySetupLink } from "@/lib/users/commands";
import { firstAdminSchema } from "@/lib/users/schema";
import { loadDemoData } from "@/prisma/seed/load";

export const createAdmin = publicAction(firstAdminSchema, async (input) => {
  const outcome = await createAdminBySetupLink(getPool(), input);
  if (outcome === "link_invalid") {
    return refuse("link_invalid", "This setup link does not work any more. Start Attaché again for a new one.");
  }
  return succeed(null);
});

export const loadSampleData = adminAction(z.object({}), async () => {
  const result = await loadDemoData(getPool(), {});
  return result.outcome === "loaded" ? succeed(result) : refuse(result.outcome, result.message);
});
