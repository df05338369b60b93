"use client";

import { Anchor, Button, Loader } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { personName } from "@/components/contacts/person-name";
import { Instant } from "@/components/ui/instant";
import type { DraftCheck as Check } from "@/lib/attributions/record-queries";
import { checkItems } from "./check-items";
import classes from "./draft-check.module.css";
import { recordHref } from "./record-href";

type Props = {
  check: Check | null;
  error: string | null;
  isChecking: boolean;
  /** Whether contact, campaign and advocate (or code) are all filled in. */
  isComplete: boolean;
  onRetry: () => void;
};

/** What saving will do, said before it is done: what holds, what is missing, and who already stands. */
export function DraftCheck({ check, error, isChecking, isComplete, onRetry }: Props) {
  return (
    <section className={classes.panel} aria-labelledby="draft-check-title">
      <header className={classes.head}>
        <h2 id="draft-check-title" className={classes.title}>
          Check before saving
        </h2>
        {isChecking && <Loader size={14} role="img" aria-label="Checking" />}
      </header>
      <div aria-live="polite" aria-busy={isChecking} data-stale={isChecking || undefined} className={classes.body}>
        {error ? <Failure message={error} onRetry={onRetry} /> : <Findings check={check} isComplete={isComplete} />}
      </div>
    </section>
  );
}

function Failure({ message, onRetry }: { message: string; onRetry: () => void }) {
  return (
    <>
      <p className={classes.hint}>The check failed. {message}</p>
      <Button variant="default" size="xs" onClick={onRetry}>
        Retry
      </Button>
    </>
  );
}

function Findings({ check, isComplete }: { check: Check | null; isComplete: boolean }) {
  const items = check ? checkItems(check) : [];
  if (!check || items.length === 0) {
    return (
      <p className={classes.hint}>
        As you fill in the form, this says whether the advocate may refer in the campaign, and whether the contact is
        attributed there already.
      </p>
    );
  }
  return (
    <>
      <ul className={classes.items}>
        {items.map(({ key, holds, text }) => (
          <li key={key} className={classes.item}>
            <Mark holds={holds} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <Verdict check={check} isComplete={isComplete} hasProblem={items.some(({ holds }) => !holds)} />
    </>
  );
}

function Mark({ holds }: { holds: boolean }) {
  const Icon = holds ? IconCircleCheck : IconCircleX;
  return (
    <Icon
      size={18}
      stroke={1.8}
      className={holds ? classes.good : classes.bad}
      role="img"
      aria-label={holds ? "Fine:" : "In the way:"}
    />
  );
}

function Verdict({ check, isComplete, hasProblem }: { check: Check; isComplete: boolean; hasProblem: boolean }) {
  if (hasProblem) return <Outcome tone="bad">Saving will be refused until this is mended.</Outcome>;
  if (check.standing) {
    const holder = personName(check.standing.advocate);
    return (
      <Outcome tone="warn">
        <strong>{holder}</strong> is the advocate{check.campaign && ` in ${check.campaign.name}`} already, since{" "}
        <Instant at={check.standing.activeSince} /> (
        <Anchor component={Link} href={recordHref(check.standing.id)} inherit underline="always">
          standing attribution
        </Anchor>
        ). Saving will log an inactive attempt; the standing attribution stays active.
      </Outcome>
    );
  }
  return isComplete ? <Outcome tone="good">Saving will create an active attribution.</Outcome> : null;
}

const TONES = { good: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX } as const;

function Outcome({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  const Icon = TONES[tone];
  return (
    <div className={classes.verdict} data-tone={tone}>
      <Icon size={18} stroke={1.8} aria-hidden className={classes[tone]} />
      <p className={classes.words}>{children}</p>
    </div>
  );
}
