import { IconCircleCheckFilled, IconCircleDashed } from "@tabler/icons-react";
import type { InactiveReason, Status } from "@/lib/attributions/schema";
import { statusLabel } from "@/lib/attributions/wording";
import classes from "./status-badge.module.css";

/** A status in a shape, a colour and words; with the reason where one is given. */
export function StatusBadge({
  status,
  inactiveReason = null,
}: {
  status: Status;
  inactiveReason?: InactiveReason | null;
}) {
  const Icon = status === "active" ? IconCircleCheckFilled : IconCircleDashed;
  return (
    <span className={classes.badge} data-status={status}>
      <Icon size={14} className={classes.icon} aria-hidden />
      <span>{statusLabel(status, inactiveReason)}</span>
    </span>
  );
}
