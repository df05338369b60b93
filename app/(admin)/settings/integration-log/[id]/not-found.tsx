import { LinkButton } from "@/components/campaigns/link-button";
import { LOG } from "@/components/integrations/hrefs";
import { EmptyState } from "@/components/ui/empty-state";

export default function RequestNotFound() {
  return (
    <EmptyState
      title="There is no such request"
      description="The link may be mistyped, or the request older than the log is kept."
      action={<LinkButton href={LOG}>Go to Integration log</LinkButton>}
    />
  );
}
