import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

type Props = {
  icon?: ReactNode;
  title: string;
  /** What to do next. */
  description: ReactNode;
  action?: ReactNode;
};

/** What stands where there is nothing to show, or nothing could be shown: why, and what to do next. */
export function EmptyState({ icon, title, description, action }: Props) {
  return (
    <div className={classes.state}>
      {icon && (
        <span className={classes.icon} aria-hidden>
          {icon}
        </span>
      )}
      <Title order={2} className={classes.title}>
        {title}
      </Title>
      <p className={classes.description}>{description}</p>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
