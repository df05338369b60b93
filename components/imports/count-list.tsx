"use client";

import { UnstyledButton } from "@mantine/core";
import classes from "./count-list.module.css";
import { OUTCOME_LOOKS } from "./outcome-icons";
import { countOf } from "./quantities";

type Props<K> = {
  /** What is counted, for those who listen. */
  label: string;
  counts: { key: K; label: string; count: number }[];
  /** Which of them the rows below show. */
  selected: K | undefined;
  /** Left out where the rows cannot be looked at yet. */
  onSelect?: (key: K) => void;
  /** The numbers are being counted anew. */
  isStale?: boolean;
};

/** How many rows have each outcome; a number that is not zero shows its rows where they can be looked at. */
export function CountList<K extends keyof typeof OUTCOME_LOOKS>({
  label,
  counts,
  selected,
  onSelect,
  isStale,
}: Props<K>) {
  return (
    <ul className={classes.list} aria-label={label} aria-busy={isStale} data-stale={isStale || undefined}>
      {counts.map(({ key, label: name, count }) => {
        const { icon: Icon, tone } = OUTCOME_LOOKS[key];
        const words = (
          <>
            <Icon size={17} stroke={1.8} aria-hidden className={classes.icon} data-tone={tone} />
            <span className={classes.name}>{name}</span>
            <span className={classes.count}>{countOf(count)}</span>
          </>
        );
        return (
          <li key={key} data-outcome={key}>
            {count === 0 || !onSelect ? (
              <div className={classes.row} data-zero={count === 0 || undefined}>
                {words}
              </div>
            ) : (
              <UnstyledButton className={classes.row} aria-pressed={selected === key} onClick={() => onSelect(key)}>
                {words}
              </UnstyledButton>
            )}
          </li>
        );
      })}
    </ul>
  );
}
