import { LinkButton } from "@/components/campaigns/link-button";
import { EmptyState } from "@/components/ui/empty-state";

export default function CampaignNotFound() {
  return (
    <EmptyState
      title="There is no such campaign"
      description="The link may be incomplete or mistyped. Look for the campaign by its name or UID."
      action={<LinkButton href="/campaigns">Go to Campaigns</LinkButton>}
    />
  );
}
