"use client";

import type { ReactNode } from "react";
import { RecordLink } from "@/components/attributions/record-link";
import { Instant } from "@/components/ui/instant";
import type { ConflictSide, MergePlan } from "@/lib/attributions/merge-plan";
import { CONTACT_STATUS_LABELS, countWords, fieldLabel } from "@/lib/contacts/wording";
import classes from "./contact-dialogs.module.css";
import { personName } from "./person-name";

/** What a merge does, fact by fact: what goes along, what ends, what the contact that stays is then. */
export function MergePlanView({ plan }: { plan: MergePlan }) {
  const { stays, goes, conflicts, selfReferrals } = plan;
  return (
    <section aria-label="What merging does" aria-live="polite" className={classes.plan}>
      <dl className={classes.facts}>
        <Fact label="Known by">{knownBy(plan)}</Fact>
        <Fact label="Status">{statusWords(plan)}</Fact>
        <Fact label="Attributions">{attributionWords(plan)}</Fact>
        <Fact label="Codes">{codeWords(plan)}</Fact>
        <Fact label="Segments">
          {plan.segments.length > 0 ? `Joins ${plan.segments.join(", ")}.` : "No further segment."}
        </Fact>
        <Fact label="Profile">{fieldWords(plan)}</Fact>
      </dl>
      {conflicts.length > 0 && (
        <div>
          <h3 className={classes.title}>Both are referred in the same campaign</h3>
          <p className={classes.dimmed}>
            The older attribution stays active, the other one becomes a duplicate attempt.
          </p>
          <ul className={classes.list}>
            {conflicts.map(({ campaign, kept, ended }) => (
              <li key={kept.id}>
                <div className={classes.name}>{campaign}</div>
                <Conflict verdict="Stays active" side={kept} plan={plan} />
                <Conflict verdict="Becomes inactive" side={ended} plan={plan} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {selfReferrals.length > 0 && (
        <div>
          <h3 className={classes.title}>One referred the other</h3>
          <p className={classes.dimmed}>
            Nobody refers themselves: what is active of this becomes inactive and stays with the merged contact.
          </p>
          <ul className={classes.list}>
            {selfReferrals.map(({ id, campaign, status, advocate }) => (
              <li key={id}>
                {personName(advocate === "stays" ? stays : goes)} referred{" "}
                {personName(advocate === "stays" ? goes : stays)} in {campaign}:{" "}
                {status === "active" ? "becomes inactive" : "is inactive already"}.{" "}
                <RecordLink id={id}>Open the record</RecordLink>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className={classes.dimmed}>A merge cannot be undone.</p>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Conflict({ verdict, side, plan }: { verdict: string; side: ConflictSide; plan: MergePlan }) {
  return (
    <div>
      {verdict}: referred by {personName(side.advocate)}, of {plan[side.of].email}, <Instant at={side.createdAt} />
    </div>
  );
}

function knownBy({ stays, goes, filled }: MergePlan): string {
  const uidMoves = filled.some(({ field, custom }) => field === "uid" && !custom);
  const old = [goes, ...goes.aliases].map(({ email }) => email).join(", ");
  const words = `${stays.email}. ${old} leads here from now on.`;
  if (!goes.uid || uidMoves) return words;
  return `${words} External UID ${stays.uid} is kept; ${goes.uid} stays readable under “Also known as” and leads here too.`;
}

function statusWords({ stays, goes, status }: MergePlan): string {
  const label = CONTACT_STATUS_LABELS[status];
  if (stays.status === goes.status) return `${label}, as both are.`;
  if (status === stays.status) return `Stays ${label.toLowerCase()}; the other one is ${goes.status}.`;
  return `Becomes ${label.toLowerCase()}, as the other one is; was ${stays.status}.`;
}

function attributionWords({ asReferred, asAdvocate }: MergePlan): string {
  const [referred, advocate] = [asReferred, asAdvocate].map(({ active, inactive }) => active + inactive) as [
    number,
    number,
  ];
  if (referred + advocate === 0) return "None go along.";
  const part = (count: number, { active }: { active: number }, role: string) =>
    count > 0 ? [`${countWords(count, "attribution")} as ${role} (${countWords(active, "active", "active")})`] : [];
  const parts = [...part(referred, asReferred, "referred contact"), ...part(advocate, asAdvocate, "advocate")];
  return `${parts.join(" and ")} ${referred + advocate === 1 ? "goes" : "go"} along.`;
}

function codeWords({ codes: { moved, inherited } }: MergePlan): string {
  if (moved === 0) return "None go along.";
  const words = `${countWords(moved, "code")} ${moved === 1 ? "goes" : "go"} along and ${moved === 1 ? "works" : "work"} as before.`;
  if (inherited.length === 0) return words;
  const seconds = inherited.map(({ campaign, code }) => `${code} in ${campaign}`).join(", ");
  return `${words} A second shortcode goes on working beside the present one: ${seconds}.`;
}

function fieldWords({ filled }: MergePlan): string {
  if (filled.length === 0) return "Nothing is filled in.";
  return `Filled in: ${filled.map(({ field, custom, value }) => `${custom ? field : fieldLabel(field)} ${value}`).join(", ")}.`;
}
