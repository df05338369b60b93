"use client";

import { IconPointFilled } from "@tabler/icons-react";
import { useId } from "react";
import { personName } from "@/components/contacts/person-name";
import { Instant } from "@/components/ui/instant";
import type { AttributionRecord, CompetingAttribution } from "@/lib/attributions/record-queries";
import { METHOD_LABELS, SOURCE_LABELS } from "@/lib/attributions/wording";
import classes from "./competing.module.css";
import { RecordLink } from "./record-link";
import { actorWords } from "./record-words";
import { StatusBadge } from "./status-badge";

type Props = { record: AttributionRecord; heading: "h2" | "h3"; onShow?: (id: string) => void };

/** Every attribution of the same contact and campaign; at most one of them stands. */
export function Competing({ record, heading: Heading, onShow }: Props) {
  const titleId = useId();
  const { competing, customer, campaign } = record;
  const isAlone = competing.length < 2;
  return (
    <section aria-labelledby={titleId}>
      <Heading id={titleId} className={classes.title}>
        Competing attributions
      </Heading>
      <p className={classes.hint}>
        {isAlone
          ? `No other attribution of ${personName(customer)} in ${campaign.name}.`
          : `All of ${personName(customer)} in ${campaign.name}. The standing one is credited.`}
      </p>
      {!isAlone && (
        <ul className={classes.list}>
          {competing.map((one) => (
            <Item key={one.id} one={one} isShown={one.id === record.id} onShow={onShow} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Item({ one, isShown, onShow }: { one: CompetingAttribution; isShown: boolean; onShow?: Props["onShow"] }) {
  const name = personName(one.advocate);
  return (
    <li className={classes.item} aria-current={isShown || undefined}>
      <div className={classes.head}>
        <span className={classes.name} title={one.advocate.email}>
          {isShown ? (
            <>
              {name} <span className={classes.dimmed}>(this one)</span>
            </>
          ) : (
            <RecordLink id={one.id} onShow={onShow}>
              {name}
            </RecordLink>
          )}
        </span>
        {one.standing && (
          <span className={classes.standing}>
            <IconPointFilled size={14} aria-hidden />
            Standing
          </span>
        )}
        <StatusBadge status={one.status} inactiveReason={one.inactiveReason} />
      </div>
      <div className={classes.dimmed}>
        {one.code ? `${METHOD_LABELS[one.method]} ${one.code}` : `Named as ${METHOD_LABELS[one.method].toLowerCase()}`}
        {" · "}
        {SOURCE_LABELS[one.source]}, by {actorWords(one.actor)}
        {" · "}
        <Instant at={one.createdAt} />
      </div>
    </li>
  );
}
