import { IconCircleCheckFilled, IconCircleDashed, IconClock } from "@tabler/icons-react";
import type { CampaignState } from "@/lib/campaigns/schema";
import { CAMPAIGN_STATE_LABELS } from "@/lib/campaigns/wording";
import classes from "./campaign-state-badge.module.css";

const ICONS = { running: IconCircleCheckFilled, not_started: IconClock, ended: IconCircleDashed } as const;

/** The state of a campaign in a shape, a colour and words. */
export function CampaignStateBadge({ state }: { state: CampaignState }) {
  const Icon = ICONS[state];
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={14} className={classes.icon} aria-hidden />
      {CAMPAIGN_STATE_LABELS[state]}
    </span>
  );
}
