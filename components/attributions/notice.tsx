import { IconAlertTriangle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./notice.module.css";

type Props = {
  title?: ReactNode;
  /** Whether it came up by itself and has to be said at once. */
  isAlert?: boolean;
  children: ReactNode;
};

/** What stands in the way, or has to be known before going on: in words beside a sign, quietly. */
export function Notice({ title, isAlert, children }: Props) {
  return (
    <div className={classes.notice} role={isAlert ? "alert" : undefined}>
      <IconAlertTriangle size={18} stroke={1.8} aria-hidden className={classes.sign} />
      <div className={classes.words}>
        {title && <div className={classes.title}>{title}</div>}
        {children}
      </div>
    </div>
  );
}
