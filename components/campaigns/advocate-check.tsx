"use client";

import { Anchor, Loader, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { personName } from "@/components/contacts/person-name";
import { useSearch } from "@/components/ui/use-search";
import type { AdvocateCheck as Checked } from "@/lib/attributions/check-advocates";
import type { Rejection } from "@/lib/attributions/schema";
import { REJECTION_WORDS } from "@/lib/attributions/wording";
import type { Campaign } from "@/lib/campaigns/queries";
import classes from "./campaign-page.module.css";

type Props = { campaign: Campaign; canWrite: boolean };

const PAUSE_MS = 180;

/** "Who may advocate here": any contact, with every condition met or not, and the way to mend what is not. */
export function AdvocateCheck({ campaign, canWrite }: Props) {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data, error, isStale } = useSearch<Checked[]>(
    asked ? `/api/ui/campaigns/${campaign.id}/advocate-check?q=${encodeURIComponent(asked)}` : null,
  );
  return (
    <section className={classes.panel} aria-labelledby="advocate-check">
      <h2 id="advocate-check" className={classes.heading}>
        Who may advocate here
      </h2>
      <p className={classes.hint}>Type any contact to see whether they may refer in this campaign, and why not.</p>
      <TextInput
        label="Contact"
        placeholder="Name or e-mail"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        error={asked ? error?.message : undefined}
        rightSection={asked && isStale ? <Loader size={14} role="img" aria-label="Checking" /> : null}
      />
      <div aria-live="polite">
        {asked && data && (
          <ul className={classes.results}>
            {data.map((one) => (
              <Result key={one.contact?.id ?? "none"} {...{ one, asked, campaign, canWrite }} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function Result({ one, asked, campaign, canWrite }: Props & { one: Checked; asked: string }) {
  const { contact, problems } = one;
  return (
    <li className={classes.result}>
      <p className={classes.who}>
        {contact ? personName(contact) : `“${asked}”`}
        {contact?.name && <span className={classes.email}> {contact.email}</span>}
      </p>
      <p className={problems.length === 0 ? classes.good : classes.bad} style={{ margin: 0 }}>
        {problems.length === 0 ? "May advocate here." : "May not advocate here."}
      </p>
      <ul className={classes.checks}>
        {conditionsOf(one, campaign).map(({ label, problem, mend }) => (
          <li key={label} className={classes.check}>
            <Mark holds={problem === null} />
            <span>{problem ? REJECTION_WORDS[problem].message : label}</span>
            {problem && canWrite && mend && (
              <Anchor component={Link} href={mend.href} prefetch={false} inherit underline="always">
                {mend.label}
              </Anchor>
            )}
          </li>
        ))}
      </ul>
    </li>
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

type Condition = { label: string; problem: Rejection | null; mend: { label: string; href: string } | null };

/** Each condition with the problem found about it; what cannot be said of somebody who is not there is left out. */
function conditionsOf({ contact, problems }: Checked, campaign: Campaign): Condition[] {
  const found = (...codes: Rejection[]) => codes.find((code) => problems.includes(code)) ?? null;
  const edit = { label: "Edit campaign", href: `/campaigns/${campaign.id}/edit` };
  const running: Condition = {
    label: "The campaign is running.",
    problem: found("campaign_ended", "campaign_not_started", "campaign_not_found"),
    mend: edit,
  };
  if (!contact) {
    const mend = { label: "Contacts", href: "/audience/contacts" };
    return [{ label: "Is a contact.", problem: found("advocate_not_found"), mend }, running];
  }
  const open = { label: "Open contact", href: `/audience/contacts/${contact.id}` };
  const [only] = campaign.segments;
  const segment = only
    ? {
        label: "Open segment",
        href: campaign.segments.length === 1 ? `/audience/segments/${only.id}` : "/audience/segments",
      }
    : edit;
  return [
    { label: "Is a contact.", problem: null, mend: null },
    { label: "Is not banned.", problem: found("contact_banned"), mend: open },
    // Of somebody who is banned the ban is said, not that they are not enrolled as well.
    ...(problems.includes("contact_banned")
      ? []
      : [{ label: "Is enrolled.", problem: found("advocate_not_enrolled"), mend: open }]),
    { label: "Is in a segment of the campaign.", problem: found("advocate_not_in_segment"), mend: segment },
    running,
  ];
}
