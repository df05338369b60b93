"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { RecordLink } from "@/components/attributions/record-link";
import { Instant } from "@/components/ui/instant";
import type { RequestDetails } from "@/lib/integrations/queries";
import { adviceFor, OUTCOME_LABELS } from "@/lib/integrations/wording";
import { requestHref } from "./hrefs";
import { OutcomeBadge } from "./outcome-badge";
import classes from "./request-view.module.css";

/** One request: what became of it and why, what was sent and what was answered. */
export function RequestView({ request }: { request: RequestDetails }) {
  const { payload, answer } = request;
  return (
    <div className={classes.view}>
      <Facts request={request} />
      <Why request={request} />
      <Json title="What was sent" value={payload} missing="It could not be read." />
      <Json title="What was answered" value={answer} missing="Nothing." />
    </div>
  );
}

function Facts({ request }: { request: RequestDetails }) {
  const { outcome, status, at, key, durationUs, idempotencyKey, target, replayOf, replayedBy, replays } = request;
  return (
    <dl className={classes.facts}>
      <Fact label="Outcome">
        <OutcomeBadge outcome={outcome} /> {status}
      </Fact>
      <Fact label="Time">
        <Instant at={at} />
      </Fact>
      <Fact label="API key">{key?.name ?? "Unknown"}</Fact>
      <Fact label="Took">{(durationUs / 1000).toFixed(1)} ms</Fact>
      {target && <Fact label="Record">{target}</Fact>}
      {idempotencyKey && <Fact label="Idempotency-Key">{idempotencyKey}</Fact>}
      {replayOf && (
        <Fact label="Sent again">
          by {replayedBy}, from <RequestLink id={replayOf}>the first request</RequestLink>
        </Fact>
      )}
      {replays.length > 0 && (
        <Fact label="Sent again">
          {replays.map(({ id, outcome: became, at: when }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <RequestLink id={id}>
                <Instant at={when} />
              </RequestLink>{" "}
              ({OUTCOME_LABELS[became].toLowerCase()})
            </span>
          ))}
        </Fact>
      )}
    </dl>
  );
}

function Why({ request: { code, message, trace } }: { request: RequestDetails }) {
  const titleId = useId();
  const { attributionId, standingId, problems, email, code: sentCode, customerCreated } = trace;
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        Why
      </h2>
      <dl className={classes.facts}>
        {code && <Fact label="Reason">{`${message ?? code} (${code})`}</Fact>}
        {code && <Fact label="What to do">{adviceFor(code)}</Fact>}
        {problems && problems.length > 1 && (
          <Fact label="All that is wrong">
            <ul className={classes.problems}>
              {problems.map((problem) => (
                <li key={problem}>{adviceFor(problem)}</li>
              ))}
            </ul>
          </Fact>
        )}
        {email && <Fact label="Contact">{`${email}${customerCreated ? ", created as prospect" : ""}`}</Fact>}
        {sentCode && <Fact label="Code">{sentCode}</Fact>}
        {attributionId && (
          <Fact label="Attribution">
            <RecordLink id={attributionId}>Open the record</RecordLink>
          </Fact>
        )}
        {standingId && (
          <Fact label="What stood">
            <RecordLink id={standingId}>The attribution that was active already</RecordLink>
          </Fact>
        )}
        {!code && !attributionId && <Fact label="Reason">It was answered as asked.</Fact>}
      </dl>
    </section>
  );
}

function Json({ title, value, missing }: { title: string; value: unknown; missing: string }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled can be reached by keyboard. */}
      <pre className={classes.json} tabIndex={0}>
        {value === null || value === undefined ? missing : JSON.stringify(value, null, 2)}
      </pre>
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

function RequestLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Anchor component={Link} href={requestHref(id)} inherit underline="always">
      {children}
    </Anchor>
  );
}
