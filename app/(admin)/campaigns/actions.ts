"use server";

import { revalidatePath } from "next/cache";
import { byHand } from "@/lib/audit/trail";
import * as campaigns from "@/lib/campaigns/commands";
import { campaignIdSchema, createCampaignSchema, updateCampaignSchema } from "@/lib/campaigns/schema";
import { CAMPAIGN_REFUSAL_FIELDS, CAMPAIGN_REFUSALS, type CampaignRefusal } from "@/lib/campaigns/wording";
import { getPool } from "@/lib/db/pool";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";

type Outcome = { outcome: CampaignRefusal } | { outcome: string; id: string; shortcodes: number };

function answer(result: Outcome): ActionResult<{ id: string; shortcodes: number }> {
  // Also after a refusal: what stood in the way may be newer than the page.
  revalidatePath("/campaigns", "layout");
  if ("id" in result) return succeed({ id: result.id, shortcodes: result.shortcodes });
  const message = CAMPAIGN_REFUSALS[result.outcome];
  const field = CAMPAIGN_REFUSAL_FIELDS[result.outcome];
  return refuse(result.outcome, message, field ? { [field]: message } : undefined);
}

export const createCampaign = adminAction(createCampaignSchema, async (input, { user }) =>
  answer(await campaigns.createCampaign(getPool(), byHand(user), input)),
);

export const updateCampaign = adminAction(updateCampaignSchema, async (input, { user }) =>
  answer(await campaigns.updateCampaign(getPool(), byHand(user), input)),
);

export const endCampaign = adminAction(campaignIdSchema, async ({ id }, { user }) =>
  answer(await campaigns.endCampaign(getPool(), byHand(user), id)),
);

export const reopenCampaign = adminAction(campaignIdSchema, async ({ id }, { user }) =>
  answer(await campaigns.reopenCampaign(getPool(), byHand(user), id)),
);
