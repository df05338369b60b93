import { IconCircleCheckFilled, IconCircleX, IconReceiptRefund } from "@tabler/icons-react";
import classes from "@/components/attributions/status-badge.module.css";
import type { OrderStatus as Status } from "@/lib/orders/schema";
import { ORDER_STATUS_LABELS } from "@/lib/orders/wording";

const ICONS = { placed: IconCircleCheckFilled, refunded: IconReceiptRefund, cancelled: IconCircleX } as const;

/** An order's status in a shape, a colour and words. */
export function OrderStatus({ status }: { status: Status }) {
  const Icon = ICONS[status];
  return (
    <span className={classes.badge} data-status={status === "placed" ? "active" : "inactive"}>
      <Icon size={14} className={classes.icon} aria-hidden />
      <span>{ORDER_STATUS_LABELS[status]}</span>
    </span>
  );
}
