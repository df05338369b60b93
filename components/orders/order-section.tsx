"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import classes from "@/components/contacts/contact-view.module.css";
import { formatCount } from "@/components/data-table/bounded-count";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { RemoteSection } from "@/components/ui/remote-section";
import type { OrderRow } from "@/lib/orders/columns";
import type { OrderSummary } from "@/lib/orders/facets";
import { totalsWords } from "@/lib/orders/wording";
import { orderHref, ordersHref } from "./order-href";
import { OrderStatus } from "./order-status";

type Props = {
  /** Whose orders: those of a customer, or those credited to an attribution. */
  of: { customer: string } | { attribution: string };
  heading?: "h2" | "h3";
};

/** The latest orders of a customer or an attribution: how many there are, what they are worth, the way to all of them. */
export function OrderSection({ of, heading }: Props) {
  const url = `/api/ui/orders?${new URLSearchParams(of)}`;
  return (
    <RemoteSection<OrderSummary> {...{ title: "Orders", what: "the orders", url, heading }}>
      {(summary) => <Summary of={of} summary={summary} />}
    </RemoteSection>
  );
}

function Summary({ of, summary: { rows, total } }: Pick<Props, "of"> & { summary: OrderSummary }) {
  if (rows.length === 0) {
    const none = "customer" in of ? "Nothing bought yet." : "No order is credited to this attribution.";
    return <p className={classes.hint}>{none}</p>;
  }
  const isCustomer = "customer" in of;
  return (
    <>
      <p className={classes.hint}>
        {formatCount(total)} {total.count === 1 ? "order" : "orders"}, {totalsWords(total)}
      </p>
      <ul className={classes.list} style={{ marginTop: 8 }}>
        {rows.map((order) => (
          <Line key={order.id} order={order} withCredit={isCustomer} />
        ))}
      </ul>
      <p className={classes.all}>
        <Anchor component={Link} inherit href={ordersHref(of)} underline="always">
          See all in Orders
        </Anchor>
      </p>
    </>
  );
}

function Line({ order, withCredit }: { order: OrderRow; withCredit: boolean }) {
  const advocate = order.attribution?.advocate;
  return (
    <li>
      <div className={classes.head}>
        <span className={classes.name}>
          <Anchor component={Link} inherit href={orderHref(order.id)} prefetch={false} underline="always">
            {order.orderId}
          </Anchor>
        </span>
        <Money minor={order.revenueMinor} currency={order.currency} />
        <OrderStatus status={order.status} />
      </div>
      <div className={classes.dimmed}>
        <Instant at={order.orderedAt} />
        {withCredit && ` · ${advocate ? `Credited to ${advocate.name ?? advocate.email}` : "Nobody is credited"}`}
        {order.externalStatus && ` · ${order.externalStatus}`}
      </div>
    </li>
  );
}
