"use client";

import { Suspense, use } from "react";
import { formatCount } from "@/components/data-table/bounded-count";
import type { OrderTotals as Totals } from "@/lib/orders/columns";
import { totalsWords } from "@/lib/orders/wording";
import classes from "./orders.module.css";

type Props = {
  total: Promise<Totals>;
  /** What is summed: another filter shows that it is being summed anew instead of holding the rows up. */
  scope: string;
};

/** What the filtered orders are worth, each currency for itself. */
export function OrderTotals({ total, scope }: Props) {
  return (
    <p className={classes.totals}>
      <span className={classes.dimmed}>Revenue</span>{" "}
      <Suspense key={scope} fallback="Adding up…">
        <Words total={total} />
      </Suspense>
    </p>
  );
}

function Words({ total }: Pick<Props, "total">) {
  const sums = use(total);
  return (
    <span suppressHydrationWarning>
      {totalsWords(sums)}
      {sums.capped && ` in the latest ${formatCount({ count: sums.count, capped: false })} of them`}
    </span>
  );
}
