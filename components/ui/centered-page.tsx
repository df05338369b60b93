import { Title } from "@mantine/core";
import Image from "next/image";
import type { ReactNode } from "react";
import classes from "./centered-page.module.css";

/** A page outside of the application: one card with one thing to do. */
export function CenteredPage({ title, intro, children }: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <Image src="/logo.svg" alt="" width={28} height={28} />
        Attaché
      </div>
      <section className={classes.card}>
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        <p className={classes.intro}>{intro}</p>
        {children}
      </section>
    </main>
  );
}
