import type { ReactNode } from "react";
import classes from "./cells.module.css";

type Props = {
  primary: ReactNode;
  secondary?: ReactNode;
  /** Codes and ids, where every character counts. */
  mono?: boolean;
  /** The whole text, for where it is cut off. */
  title?: string;
};

/** What a cell says and, below it (or beside it in compact rows), what belongs to it. Both are cut off, never wrapped. */
export function TwoLines({ primary, secondary, mono, title }: Props) {
  return (
    <span className={classes.lines} title={title}>
      <span className={classes.primary}>{primary}</span>
      {secondary && (
        <span className={mono ? `${classes.secondary} ${classes.mono}` : classes.secondary}>{secondary}</span>
      )}
    </span>
  );
}
