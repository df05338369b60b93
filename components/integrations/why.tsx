import { Anchor } from "@mantine/core";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { RecordLink } from "@/components/attributions/record-link";
import { ContactLink } from "@/components/contacts/contact-link";
import { orderHref } from "@/components/orders/order-href";
import { statusLabel } from "@/lib/attributions/wording";
import type { RequestDetails } from "@/lib/integrations/queries";
import type { Met, NamedCode } from "@/lib/integrations/story";
import { adviceFor, reasonFor, rejectedWords } from "@/lib/integrations/wording";
import { Fact } from "./fact";
import classes from "./request-view.module.css";

/** Why a request became what it did: what was wrong with it, whom its code meant, what stood, what came of it. */
export function Why({ request }: { request: RequestDetails }) {
  const titleId = useId();
  const { code, message, email, trace, story } = request;
  const contact = trace.email ?? email;
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        Why
      </h2>
      <dl className={classes.facts}>
        <Fact label="Reason">{reasonFor(request)}</Fact>
        {code && adviceFor(code) !== message && <Fact label="What to do">{adviceFor(code)}</Fact>}
        <Problems request={request} />
        {trace.rejected && <Rejected rejected={trace.rejected} />}
        {contact && <Fact label="Contact">{`${contact}${trace.customerCreated ? ", created as prospect" : ""}`}</Fact>}
        {story.code && <Code code={story.code} />}
        <Outcome request={request} />
        {story.sender && <Fact label="Sent by">{`${story.sender}, from the test console`}</Fact>}
      </dl>
    </section>
  );
}

/** Every reason, where the one that is said already is not the only one. */
function Problems({ request: { code, trace } }: { request: RequestDetails }) {
  const { problems = [] } = trace;
  if (problems.length === 0 || (problems.length === 1 && problems[0] === code)) return null;
  return (
    <Fact label="All that is wrong">
      <ul className={classes.problems}>
        {problems.map((problem) => (
          <li key={problem}>{adviceFor(problem)}</li>
        ))}
      </ul>
    </Fact>
  );
}

/** For which reasons records of a batch were refused, the most frequent first, with what to do about each. */
function Rejected({ rejected }: { rejected: Record<string, number> }) {
  const reasons = Object.entries(rejected).sort(([, a], [, b]) => b - a);
  return (
    <Fact label="Refused records">
      <ul className={classes.problems}>
        {reasons.map(([reason, count]) => (
          <li key={reason}>{rejectedWords(reason, count)}</li>
        ))}
      </ul>
    </Fact>
  );
}

function Code({ code: { code, meant } }: { code: NamedCode }) {
  return (
    <Fact label="Code">
      {code}
      {meant ? (
        <>
          {`, ${meant.isRetired ? "retired, " : ""}which stands for `}
          <ContactLink person={meant.advocate} /> in {meant.campaign.name}
        </>
      ) : (
        ": no code is called so"
      )}
    </Fact>
  );
}

/** What it made, changed or came upon. */
function Outcome({ request: { trace, story } }: { request: RequestDetails }) {
  const { order, attribution, standing, attempt } = story;
  return (
    <>
      {order && (
        <Fact label="Order">
          <Anchor component={Link} href={orderHref(order.id)} prefetch={false} inherit underline="always">
            {order.orderId}
          </Anchor>
        </Fact>
      )}
      <Attribution label={trace.credit ? "Credited to" : "Attribution"} met={attribution} id={trace.attributionId} />
      {trace.credit === "none" && <Fact label="Credited to">Nobody</Fact>}
      <Attribution label="Logged attempt" met={attempt} id={trace.attemptId} />
      <Attribution label="What stood" met={standing} id={trace.standingId} />
    </>
  );
}

/** An attribution with its advocate and how it stands by now. */
function Attribution({ label, met, id }: { label: string; met: Met | null; id: string | undefined }): ReactNode {
  if (!id) return null;
  return (
    <Fact label={label}>
      {met && (
        <>
          <ContactLink person={met.advocate} /> in {met.campaign.name},{" "}
          {statusLabel(met.status, met.inactiveReason).toLowerCase()} now.{" "}
        </>
      )}
      <RecordLink id={id}>Open the record</RecordLink>
    </Fact>
  );
}
