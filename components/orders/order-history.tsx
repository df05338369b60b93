"use client";

import { useId } from "react";
import classes from "@/components/attributions/history.module.css";
import { actorWords } from "@/components/attributions/record-words";
import { Instant } from "@/components/ui/instant";
import { sourceWords } from "@/lib/attributions/wording";
import type { OrderEvent } from "@/lib/orders/details";
import { orderEventSentence } from "@/lib/orders/wording";

/** Everything that happened to an order, newest first: what, when, who or what through which door. */
export function OrderHistory({ events }: { events: OrderEvent[] }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        History
      </h2>
      <ol className={classes.events} reversed>
        {events.toReversed().map((event) => (
          <li key={event.id} className={classes.event}>
            <div className={classes.head}>
              <span className={classes.what}>{orderEventSentence(event.kind, event.detail)}</span>
              <span className={classes.when}>
                <Instant at={event.at} />
              </span>
            </div>
            <div className={classes.details}>
              {actorWords(event.actor)} · {sourceWords(event.source, event.actor)}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
