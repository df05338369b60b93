"use client";

import { IconArrowRight } from "@tabler/icons-react";
import { Fragment, useId } from "react";
import { personName } from "@/components/contacts/person-name";
import { Instant } from "@/components/ui/instant";
import type { HistoryEvent } from "@/lib/attributions/record-queries";
import { eventSentence, sourceWords } from "@/lib/attributions/wording";
import classes from "./history.module.css";
import { RecordLink } from "./record-link";
import { actorWords } from "./record-words";

type Props = {
  /** Oldest first; shown newest first. */
  events: HistoryEvent[];
  heading: "h2" | "h3";
  onShow?: (id: string) => void;
};

/** Everything that ever happened to an attribution: what, when, who or what through which door, from what to what, why. */
export function History({ events, heading: Heading, onShow }: Props) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={classes.history}>
      <Heading id={titleId} className={classes.title}>
        History
      </Heading>
      <ol className={classes.events} reversed>
        {events.toReversed().map((event) => (
          <Event key={event.id} event={event} onShow={onShow} />
        ))}
      </ol>
    </section>
  );
}

function Event({ event, onShow }: { event: HistoryEvent; onShow?: Props["onShow"] }) {
  return (
    <li className={classes.event}>
      <div className={classes.head}>
        <span className={classes.what}>
          <Sentence event={event} onShow={onShow} />
        </span>
        <span className={classes.when}>
          <Instant at={event.at} />
        </span>
      </div>
      <div className={classes.details}>
        <span>
          {actorWords(event.actor)} · {sourceWords(event.source, event.actor)}
        </span>
        <span className={classes.move}>
          {event.fromStatus ?? "none"}
          <IconArrowRight size={12} stroke={1.8} role="img" aria-label="to" />
          {event.toStatus}
        </span>
      </div>
      {event.reason && <blockquote className={classes.reason}>{event.reason}</blockquote>}
    </li>
  );
}

/** The sentence of an event, with the name of the attribution it points at as a link to that one. */
function Sentence({ event, onShow }: { event: HistoryEvent; onShow?: Props["onShow"] }) {
  if (!event.related) return eventSentence(event.kind, null);
  const name = personName(event.related.advocate);
  const [before, after] = eventSentence(event.kind, "\u0000").split("\u0000");
  return (
    <Fragment>
      {before}
      <RecordLink id={event.related.id} onShow={onShow}>
        {name}
      </RecordLink>
      {after}
    </Fragment>
  );
}
