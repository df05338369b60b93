"use client";

import { Button } from "@mantine/core";
import { IconPointFilled } from "@tabler/icons-react";
import { useId, useState } from "react";
import { personName } from "@/components/contacts/person-name";
import { Instant } from "@/components/ui/instant";
import type { AttributionRecord, CompetingAttribution } from "@/lib/attributions/record-queries";
import { METHOD_LABELS, sourceWords } from "@/lib/attributions/wording";
import classes from "./competing.module.css";
import { RecordLink } from "./record-link";
import { actorWords } from "./record-words";
import { StatusBadge } from "./status-badge";

type Props = { record: AttributionRecord; heading: "h2" | "h3"; onShow?: (id: string) => void };

/** So many are listed before somebody asks for all. */
const LISTED = 8;

/** Every attribution of the same contact and campaign; at most one of them stands. */
export function Competing({ record, heading: Heading, onShow }: Props) {
  const titleId = useId();
  const { competing, customer, campaign } = record;
  const isAlone = competing.length < 2;
  const [isWhole, setWhole] = useState(false);
  // What stands is what counts: it comes first, then the newest.
  const sorted = competing.toSorted((a, b) => Number(b.standing) - Number(a.standing));
  const listed = isWhole || competing.length <= LISTED + 2 ? sorted : sorted.slice(0, LISTED);
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
          {listed.map((one) => (
            <Item key={one.id} one={one} isShown={one.id === record.id} onShow={onShow} />
          ))}
        </ul>
      )}
      {listed.length < competing.length && (
        <Button variant="subtle" size="compact-sm" mt={6} onClick={() => setWhole(true)}>
          Show all {competing.length.toLocaleString("en")}
        </Button>
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
        {sourceWords(one.source, one.actor)}, by {actorWords(one.actor)}
        {" · "}
        <Instant at={one.createdAt} />
      </div>
    </li>
  );
}
