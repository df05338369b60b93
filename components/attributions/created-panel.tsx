"use client";

import { Anchor, Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { personName } from "@/components/contacts/person-name";
import { Instant } from "@/components/ui/instant";
import classes from "./created-panel.module.css";
import { recordHref } from "./record-href";
import type { CreatedAttribution } from "./save-draft";

/** What the attribution is about, in words. */
export type About = { contact: string; campaign: string };

type Props = { created: CreatedAttribution & About; onAgain: () => void };

/** What saving has done: an active attribution, or an inactive attempt beside the one that stands. */
export function CreatedPanel({ created, onAgain }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone; what came of it is read next.
  useEffect(() => heading.current?.focus(), []);
  const isActive = created.outcome === "active";
  const Icon = isActive ? IconCircleCheck : IconAlertTriangle;
  return (
    <section className={classes.panel} aria-labelledby="created-title">
      <Icon size={24} stroke={1.8} aria-hidden className={isActive ? classes.good : classes.warn} />
      <div className={classes.words}>
        <h2 id="created-title" ref={heading} tabIndex={-1} className={classes.title}>
          {isActive ? "Active attribution created" : "Logged as an inactive duplicate attempt"}
        </h2>
        <p className={classes.text}>
          <Outcome created={created} />
        </p>
        <div className={classes.actions}>
          <Button component={Link} href={recordHref(created.id)}>
            Open the record
          </Button>
          <Button variant="default" onClick={onAgain}>
            Create another
          </Button>
        </div>
      </div>
    </section>
  );
}

function Outcome({ created: { outcome, standing, contact, campaign } }: Pick<Props, "created">) {
  if (!standing) return "It is in the table and in the contact's history.";
  const name = personName(standing.advocate);
  if (outcome === "active") {
    return (
      <>
        Future orders and rewards of {contact} in {campaign} are credited to <strong>{name}</strong>.
      </>
    );
  }
  return (
    <>
      {contact} is attributed to <strong>{name}</strong> in {campaign} since <Instant at={standing.activeSince} />. The{" "}
      <Anchor component={Link} href={recordHref(standing.id)} inherit underline="always">
        standing attribution
      </Anchor>{" "}
      stays active and untouched; your attempt is kept beside it.
    </>
  );
}
