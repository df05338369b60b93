"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { Instant } from "@/components/ui/instant";
import type { RequestDetails } from "@/lib/integrations/queries";
import { OUTCOME_LABELS } from "@/lib/integrations/wording";
import { Fact } from "./fact";
import { requestHref } from "./hrefs";
import { OutcomeBadge } from "./outcome-badge";
import classes from "./request-view.module.css";
import { Why } from "./why";

/** One request: what became of it and why, what was sent and what was answered. */
export function RequestView({ request }: { request: RequestDetails }) {
  const { payload, answer, trace } = request;
  return (
    <div className={classes.view}>
      <Facts request={request} />
      <Why request={request} />
      <Text title={trace.unread === undefined ? "What was sent" : "What was sent and could not be read"}>
        {trace.unread ?? asJson(payload) ?? "It could not be read."}
      </Text>
      <Text title="What was answered">{asJson(answer) ?? "Nothing."}</Text>
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

/** Null for nothing. */
function asJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value, null, 2);
}

function Text({ title, children }: { title: string; children: string }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled can be reached by keyboard. */}
      <pre className={classes.json} tabIndex={0}>
        {children}
      </pre>
    </section>
  );
}

function RequestLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Anchor component={Link} href={requestHref(id)} inherit underline="always">
      {children}
    </Anchor>
  );
}
