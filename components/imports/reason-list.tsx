"use client";

import { UnstyledButton } from "@mantine/core";
import classes from "./count-list.module.css";
import journey from "./journey.module.css";
import { countOf } from "./quantities";

type Props = {
  title: string;
  reasons: { key: string; count: number; sentence: string }[];
  selected: string | undefined;
  /** Left out where the rows cannot be looked at yet. */
  onSelect?: (key: string) => void;
  isStale?: boolean;
};

/** Why rows were not done as asked: each reason with what to do about it and how many rows it concerns. */
export function ReasonList({ title, reasons, selected, onSelect, isStale }: Props) {
  if (reasons.length === 0) return null;
  return (
    <div className={journey.block}>
      <h3 className={journey.subtitle}>{title}</h3>
      <ul className={classes.list} aria-label={title} data-stale={isStale || undefined}>
        {reasons.map(({ key, count, sentence }) => {
          const words = (
            <>
              <span className={classes.name}>{sentence}</span>
              <span className={classes.count}>{countOf(count)}</span>
            </>
          );
          return (
            <li key={key}>
              {onSelect ? (
                <UnstyledButton
                  className={`${classes.row} ${classes.reason}`}
                  aria-pressed={selected === key}
                  onClick={() => onSelect(key)}
                >
                  {words}
                </UnstyledButton>
              ) : (
                <div className={`${classes.row} ${classes.reason}`}>{words}</div>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
