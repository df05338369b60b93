import { IconBan, IconCircleCheckFilled, IconCircleDashed, IconMailOff, type TablerIcon } from "@tabler/icons-react";
import { formatCount } from "@/components/data-table/bounded-count";
import { RowLink } from "@/components/data-table/row-link";
import { TwoLines } from "@/components/data-table/two-lines";
import type { MemberRow, SegmentRow } from "@/lib/segments/columns";
import type { MemberStatus } from "@/lib/segments/schema";
import { MEMBER_STATUS_LABELS } from "@/lib/segments/wording";
import classes from "./cells.module.css";
import { memberHref, segmentHref } from "./hrefs";

/** The cells of segments and their members: each says one thing, and what belongs to it. */

export function SegmentInCell({ segment }: { segment: SegmentRow }) {
  return <TwoLines title={segment.name} primary={<RowLink href={segmentHref(segment.id)}>{segment.name}</RowLink>} />;
}

export function CountInCell({ count }: { count: number }) {
  return <span className="tabular">{formatCount({ count, capped: false })}</span>;
}

/** The campaigns by name, as many as there is room for; all of them on hover. */
export function CampaignsInCell({ campaigns }: { campaigns: SegmentRow["campaigns"] }) {
  if (campaigns.length === 0) return <span className={classes.none}>None</span>;
  const names = campaigns.map(({ name, ended }) => (ended ? `${name} (ended)` : name)).join(", ");
  return <TwoLines title={names} primary={names} secondary={campaigns.length > 1 && `${campaigns.length} campaigns`} />;
}

export function MemberInCell({ member }: { member: MemberRow }) {
  const { id, name, email } = member;
  return (
    <TwoLines
      title={name ? `${name} · ${email}` : email}
      primary={<RowLink href={memberHref(id)}>{name ?? email}</RowLink>}
      secondary={name && email}
    />
  );
}

const STATUS_ICONS: Record<MemberStatus, TablerIcon> = {
  prospect: IconCircleDashed,
  enrolled: IconCircleCheckFilled,
  unsubscribed: IconMailOff,
  banned: IconBan,
};

/** A contact's status in a shape, a colour and a word. */
export function MemberStatusInCell({ status }: { status: MemberStatus }) {
  const Icon = STATUS_ICONS[status];
  return (
    <span className={classes.status} data-status={status}>
      <Icon size={14} stroke={1.8} className={classes.statusIcon} aria-hidden />
      {MEMBER_STATUS_LABELS[status]}
    </span>
  );
}
