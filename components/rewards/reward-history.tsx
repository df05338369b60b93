"use client";

import { IconArrowRight } from "@tabler/icons-react";
import { useId } from "react";
import classes from "@/components/attributions/history.module.css";
import { actorWords } from "@/components/attributions/record-words";
import { Instant } from "@/components/ui/instant";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import type { RewardEvent } from "@/lib/rewards/details";
import { CAUSE_WORDS, REWARD_EVENT_LABELS, REWARD_STATUS_LABELS } from "@/lib/rewards/wording";

/** Everything that happened to a reward, newest first: what, when, by whom through which door, and why. */
export function RewardHistory({ events }: { events: RewardEvent[] }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        History
      </h2>
      <ol className={classes.events} reversed>
        {events.toReversed().map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </ol>
    </section>
  );
}

function Event({ event: { at, kind, from, to, actor, source, reason, cause } }: { event: RewardEvent }) {
  return (
    <li className={classes.event}>
      <div className={classes.head}>
        <span className={classes.what}>{REWARD_EVENT_LABELS[kind]}</span>
        <span className={classes.when}>
          <Instant at={at} />
        </span>
      </div>
      <div className={classes.details}>
        <span>
          {actorWords(actor)} · {SOURCE_LABELS[source]}
        </span>
        <span className={classes.move}>
          {from && (
            <>
              {REWARD_STATUS_LABELS[from]}
              <IconArrowRight size={12} role="img" aria-label="to" />
            </>
          )}
          {from ? REWARD_STATUS_LABELS[to] : `As ${REWARD_STATUS_LABELS[to].toLowerCase()}`}
        </span>
      </div>
      {cause && <p className={classes.reason}>By itself: {CAUSE_WORDS[cause]}</p>}
      {reason && <p className={classes.reason}>{reason}</p>}
    </li>
  );
}
