"use client";

import { ChangeHistory } from "@/components/audit/change-history";
import type { Changes } from "@/lib/audit/changes";
import type { Campaign } from "@/lib/campaigns/queries";
import { campaignChangeSentence } from "@/lib/campaigns/wording";

/** What was done to a campaign and its codes, by whom and when. */
export function CampaignHistory({ campaign, changes }: { campaign: Campaign; changes: Changes }) {
  return (
    <ChangeHistory
      changes={changes}
      url={`/api/ui/campaigns/${campaign.id}/changes?before=`}
      sentence={campaignChangeSentence}
    />
  );
}
