"use client";

import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import classes from "@/components/attributions/created-panel.module.css";
import { recordHref } from "@/components/attributions/record-href";
import { ContactLink } from "@/components/contacts/contact-link";
import { Money } from "@/components/ui/money";
import { CreditWords } from "./credit-words";
import { orderHref } from "./order-href";
import type { SavedOrder } from "./use-order-form";

/** What saving has done: the order that was recorded, or the one that was there already. */
export function SavedPanel({ saved, onAgain }: { saved: SavedOrder; onAgain: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone; what came of it is read next.
  useEffect(() => heading.current?.focus(), []);
  const { order, story } = saved;
  const isNew = story !== null;
  const Icon = isNew ? IconCircleCheck : IconAlertTriangle;
  return (
    <section className={classes.panel} aria-labelledby="saved-title">
      <Icon size={24} stroke={1.8} aria-hidden className={isNew ? classes.good : classes.warn} />
      <div className={classes.words}>
        <h2 id="saved-title" ref={heading} tabIndex={-1} className={classes.title}>
          {isNew ? `Order ${order.orderId} is recorded` : `Order ${order.orderId} was recorded already`}
        </h2>
        <div className={classes.text}>
          <What saved={saved} />
        </div>
        <div className={classes.actions}>
          <Button component={Link} href={orderHref(order.id)}>
            Open the order
          </Button>
          {order.attribution && (
            <Button component={Link} href={recordHref(order.attribution.id)} variant="default">
              Open the attribution
            </Button>
          )}
          <Button variant="default" onClick={onAgain}>
            Create another
          </Button>
        </div>
      </div>
    </section>
  );
}

function What({ saved: { order, story, isCustomerNew } }: { saved: SavedOrder }) {
  if (!story) return <p>It says the very same, so nothing was recorded a second time.</p>;
  return (
    <>
      <p>
        <Money minor={order.revenueMinor} currency={order.currency} /> of <ContactLink person={order.customer} />
        {isCustomerNew && ", created as a prospect"}.
      </p>
      <CreditWords story={story} campaign={order.campaign?.name ?? null} method={order.attribution} withLinks isDone />
    </>
  );
}
