import { IconBan, IconCircleCheckFilled, IconCircleDashed, IconMailOff, type TablerIcon } from "@tabler/icons-react";
import type { ContactStatus as Status } from "@/lib/contacts/schema";
import { CONTACT_STATUS_LABELS } from "@/lib/contacts/wording";
import classes from "./contact-status.module.css";

const ICONS: Record<Status, TablerIcon> = {
  prospect: IconCircleDashed,
  enrolled: IconCircleCheckFilled,
  unsubscribed: IconMailOff,
  banned: IconBan,
};

/** A contact's status in a shape, a colour and a word. */
export function ContactStatus({ status }: { status: Status }) {
  const Icon = ICONS[status];
  return (
    <span className={classes.status} data-status={status}>
      <Icon size={14} className={classes.icon} aria-hidden />
      <span>{CONTACT_STATUS_LABELS[status]}</span>
    </span>
  );
}
