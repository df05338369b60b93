"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/contacts/contact-view.module.css";
import { formatCount } from "@/components/data-table/bounded-count";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { RemoteSection } from "@/components/ui/remote-section";
import type { RewardRow } from "@/lib/rewards/columns";
import type { RewardSummary } from "@/lib/rewards/facets";
import { RECIPIENT_LABELS, rewardTotalsWords } from "@/lib/rewards/wording";
import { rewardHref, rewardsHref } from "./reward-href";
import { RewardStatus } from "./reward-status";

type Props = {
  /** Whose rewards: those of a contact, or those that an attribution (with its orders) or an order earned. */
  of: { contact: string } | { attribution: string } | { order: string };
  heading?: "h2" | "h3";
  /** Where this changes, they are read again. */
  stamp?: string;
};

/** The latest rewards of a contact, an attribution or an order: what they come to by status, the way to all of them. */
export function RewardSection({ of, heading, stamp }: Props) {
  const url = `/api/ui/rewards?${new URLSearchParams(of)}`;
  return (
    <RemoteSection<RewardSummary> {...{ title: "Rewards", what: "the rewards", url, heading, stamp }}>
      {(summary) => <Summary of={of} summary={summary} />}
    </RemoteSection>
  );
}

function noneOf(of: Props["of"]): string {
  if ("order" in of) return "This order earned no reward: no reward trigger of its campaign was met.";
  return "contact" in of ? "Nothing earned yet." : "Nothing was earned by this attribution.";
}

function Summary({ of, summary: { rows, total } }: Pick<Props, "of"> & { summary: RewardSummary }) {
  if (rows.length === 0) return <p className={classes.hint}>{noneOf(of)}</p>;
  return (
    <>
      <p className={classes.hint}>
        {formatCount(total)} {total.count === 1 ? "reward" : "rewards"}: {rewardTotalsWords(total)}
      </p>
      <ul className={classes.list} style={{ marginTop: 8 }}>
        {rows.map((reward) => (
          <Line key={reward.id} reward={reward} withContact={!("contact" in of)} />
        ))}
      </ul>
      <p className={classes.all}>
        <Anchor component={Link} inherit href={rewardsHref(of)} underline="always">
          See all in Rewards
        </Anchor>
      </p>
    </>
  );
}

function Line({ reward, withContact }: { reward: RewardRow; withContact: boolean }) {
  const { contact, recipient, rule, order } = reward;
  const whose = withContact ? `${contact.name ?? contact.email}, ` : "as ";
  return (
    <li>
      <div className={classes.head}>
        <span className={classes.name}>
          <Anchor component={Link} inherit href={rewardHref(reward.id)} prefetch={false} underline="always">
            {rule.name}
          </Anchor>
        </span>
        <Money minor={reward.amountMinor} currency={reward.currency} />
        <RewardStatus status={reward.status} />
      </div>
      <div className={classes.dimmed}>
        <Instant at={reward.createdAt} /> · {whose}
        {RECIPIENT_LABELS[recipient].toLowerCase()}
        {order && !withContact && ` · order ${order.orderId}`}
      </div>
    </li>
  );
}
