import { cache } from "react";
import { z } from "zod";
import { findCampaign } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";

/** Asked once for a page and its title. An address that is no id names no campaign. */
export const findById = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? await findCampaign(getPool(), id) : null,
);
