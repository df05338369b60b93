import { Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./account.module.css";

/** One part of the account page: what it is about on the left, its form on the right. */
export function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <div>
        <Title order={2} className={classes.heading}>
          {title}
        </Title>
        <p className={classes.hint}>{hint}</p>
      </div>
      {children}
    </section>
  );
}
