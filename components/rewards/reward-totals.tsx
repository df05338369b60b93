"use client";

import { Skeleton, UnstyledButton } from "@mantine/core";
import { Suspense, use } from "react";
import { formatCount } from "@/components/data-table/bounded-count";
import type { RewardTotal, RewardTotals as Totals } from "@/lib/rewards/columns";
import { REWARD_STATUSES, type RewardStatus as Status } from "@/lib/rewards/schema";
import { Amounts } from "./amounts";
import { RewardStatus } from "./reward-status";
import classes from "./rewards.module.css";

type Props = {
  /** What there is in each status, whatever status is chosen. */
  totals: Promise<Totals>;
  /** What is summed: another filter shows that it is being summed anew instead of holding the rows up. */
  scope: string;
  chosen: Status[] | null | undefined;
  /** Null where no status is chosen any more. */
  onChoose: (status: Status[] | null) => void;
};

/** How many rewards there are in each status and what they come to, each currency for itself. */
export function RewardTotals({ totals, scope, ...choice }: Props) {
  return (
    <section aria-label="Totals by status" className={classes.totals}>
      <Suspense key={scope} fallback={<Adding />}>
        <Cards totals={totals} {...choice} />
      </Suspense>
    </section>
  );
}

function Adding() {
  return (
    <ul className={classes.cards} aria-busy>
      {REWARD_STATUSES.map((status) => (
        <li key={status} className={classes.card}>
          <RewardStatus status={status} />
          <Skeleton height={10} width="60%" mt={6} mb={4} />
        </li>
      ))}
    </ul>
  );
}

function Cards({ totals, chosen, onChoose }: Omit<Props, "scope">) {
  const sums = use(totals);
  return (
    <>
      <ul className={classes.cards}>
        {REWARD_STATUSES.map((status) => {
          const isChosen = chosen?.length === 1 && chosen[0] === status;
          return (
            <Card
              key={status}
              status={status}
              totals={sums.totals.filter((total) => total.status === status)}
              capped={sums.capped}
              isChosen={isChosen}
              onChoose={() => onChoose(isChosen ? null : [status])}
            />
          );
        })}
      </ul>
      {sums.capped && (
        <p className={classes.note}>
          Of the latest {formatCount({ count: sums.count, capped: false })} rewards that match.
        </p>
      )}
    </>
  );
}

type CardProps = { status: Status; totals: RewardTotal[]; capped: boolean; isChosen: boolean; onChoose: () => void };

function Card({ status, totals, capped, isChosen, onChoose }: CardProps) {
  const count = totals.reduce((sum, total) => sum + total.count, 0);
  return (
    <li className={classes.item} data-empty={count === 0 || undefined}>
      <UnstyledButton className={classes.card} aria-pressed={isChosen} onClick={onChoose}>
        <span className={classes.cardHead}>
          <RewardStatus status={status} />
          <span className={classes.count}>{formatCount({ count, capped })}</span>
        </span>
        <span className={classes.amounts}>
          {totals.length === 0 && <span className={classes.dimmed}>Nothing</span>}
          <Amounts totals={totals} />
        </span>
      </UnstyledButton>
    </li>
  );
}
