import { LinkButton } from "@/components/campaigns/link-button";
import { EmptyState } from "@/components/ui/empty-state";

export default function RewardTriggerNotFound() {
  return (
    <EmptyState
      title="There is no such reward trigger"
      description="The link may be incomplete or mistyped. A campaign's page lists its reward triggers."
      action={<LinkButton href="/campaigns">Go to Campaigns</LinkButton>}
    />
  );
}
