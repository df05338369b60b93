import { IconCircleCheckFilled, IconCircleX, IconClock, IconCoins, IconFlag } from "@tabler/icons-react";
import classes from "@/components/attributions/status-badge.module.css";
import type { RewardStatus as Status } from "@/lib/rewards/schema";
import { REWARD_STATUS_LABELS } from "@/lib/rewards/wording";

const ICONS = {
  pending: IconClock,
  approved: IconCircleCheckFilled,
  denied: IconCircleX,
  flagged: IconFlag,
  fulfilled: IconCoins,
} as const;
const GOOD: readonly Status[] = ["approved", "fulfilled"];

/** A reward's status in a shape, a colour and words. */
export function RewardStatus({ status }: { status: Status }) {
  const Icon = ICONS[status];
  return (
    <span className={classes.badge} data-status={GOOD.includes(status) ? "active" : "inactive"}>
      <Icon size={14} className={classes.icon} aria-hidden />
      <span>{REWARD_STATUS_LABELS[status]}</span>
    </span>
  );
}
