import { IconCircleCheckFilled, IconCircleX, IconClock, IconCoins, IconFlagFilled } from "@tabler/icons-react";
import classes from "@/components/attributions/status-badge.module.css";
import type { RewardStatus as Status } from "@/lib/rewards/schema";
import { REWARD_STATUS_LABELS } from "@/lib/rewards/wording";

const LOOKS = {
  pending: { icon: IconClock, tone: "waiting" },
  approved: { icon: IconCircleCheckFilled, tone: "active" },
  denied: { icon: IconCircleX, tone: "inactive" },
  flagged: { icon: IconFlagFilled, tone: "flagged" },
  fulfilled: { icon: IconCoins, tone: "active" },
} as const;

/** A reward's status in a shape, a colour and words. */
export function RewardStatus({ status }: { status: Status }) {
  const { icon: Icon, tone } = LOOKS[status];
  return (
    <span className={classes.badge} data-status={tone}>
      <Icon size={14} className={classes.icon} aria-hidden />
      <span>{REWARD_STATUS_LABELS[status]}</span>
    </span>
  );
}
