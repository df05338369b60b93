"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { actorWords } from "@/components/attributions/record-words";
import { ContactLink } from "@/components/contacts/contact-link";
import classes from "@/components/contacts/contact-view.module.css";
import { RequestSection } from "@/components/integrations/request-section";
import { RewardSection } from "@/components/rewards/reward-section";
import { campaignHref } from "@/components/segments/hrefs";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { sourceWords } from "@/lib/attributions/wording";
import type { OrderDetails } from "@/lib/orders/details";
import { CreditWords } from "./credit-words";
import { OrderHistory } from "./order-history";
import { OrderStatus } from "./order-status";

/** One order: what was bought and by whom, whom it is credited to and why, and all that happened to it. */
export function OrderView({ order }: { order: OrderDetails }) {
  return (
    <div className={classes.view}>
      <div className={classes.main}>
        <Facts order={order} />
        <Credit order={order} />
        {order.attribution && <RewardSection of={{ order: order.id }} stamp={JSON.stringify(order.rewards)} />}
        <RequestSection record={order.id} />
      </div>
      <OrderHistory events={order.history} />
    </div>
  );
}

function Facts({ order }: { order: OrderDetails }) {
  const titleId = useId();
  const { customer, campaign, customFields } = order;
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        Order
      </h2>
      <dl className={classes.facts}>
        <Fact label="Status">
          <OrderStatus status={order.status} />
        </Fact>
        <Fact label="Revenue">
          <Money minor={order.revenueMinor} currency={order.currency} /> {order.currency}
        </Fact>
        <Fact label="Customer">
          <ContactLink person={customer} />
          {customer.name && <div className={classes.dimmed}>{customer.email}</div>}
        </Fact>
        <Fact label="Order ID">
          <code className={classes.mono}>{order.orderId}</code>
        </Fact>
        <Fact label="Campaign">
          {campaign ? (
            <Anchor component={Link} inherit href={campaignHref(campaign.id)} underline="always">
              {campaign.name}
            </Anchor>
          ) : (
            "None"
          )}
          {campaign?.ended && " (ended)"}
        </Fact>
        <Fact label="External status">{order.externalStatus ?? "None"}</Fact>
        <Fact label="HubSpot deal stage">{order.hubspotDealstage}</Fact>
        {customFields.map(({ name, value }) => (
          <Fact key={name} label={name}>
            {value}
          </Fact>
        ))}
        <Fact label="Source">
          {sourceWords(order.source, order.actor)}, by {actorWords(order.actor)}
        </Fact>
        <Fact label="Placed">
          <Instant at={order.orderedAt} />
        </Fact>
      </dl>
    </section>
  );
}

/** One fact; one that is not known is left out. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === "") return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Credit({ order }: { order: OrderDetails }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        Credited to
      </h2>
      <CreditWords
        story={order.story}
        campaign={order.campaign?.name ?? null}
        method={order.attribution}
        withLinks
        isDone
      />
    </section>
  );
}
