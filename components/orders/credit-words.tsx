import { RecordLink } from "@/components/attributions/record-link";
import { ContactLink } from "@/components/contacts/contact-link";
import { personName } from "@/components/contacts/person-name";
import { Instant } from "@/components/ui/instant";
import type { PersonCell } from "@/lib/attributions/columns";
import type { Method } from "@/lib/attributions/schema";
import { METHOD_LABELS } from "@/lib/attributions/wording";
import type { CreditStory } from "@/lib/orders/details";
import { ignoredSentence } from "@/lib/orders/wording";
import classes from "./orders.module.css";

type Props = {
  story: CreditStory;
  /** The order's campaign, by name. */
  campaign: string | null;
  /** How the credited attribution was established. */
  method?: { method: Method; code: string | null } | null;
  /** Whether the order is recorded: then nothing of this changes any more. */
  isDone?: boolean;
  withLinks?: boolean;
};

/** Whom an order is credited to and why, in words; before it is recorded, whom it will be credited to. */
export function CreditWords(props: Props) {
  return (
    <>
      <Who {...props} />
      <Attempt {...props} />
      <Ignored {...props} />
      <Now {...props} />
    </>
  );
}

function Name({ person, withLinks }: { person: PersonCell; withLinks?: boolean }) {
  return <strong>{withLinks ? <ContactLink person={person} /> : personName(person)}</strong>;
}

function Who({ story: { credit, attribution, ignored }, campaign, method, isDone, withLinks }: Props) {
  if (!attribution) {
    if (ignored) return <p className={classes.why}>Nobody is credited.</p>;
    return (
      <p className={classes.why}>
        Nobody is credited:{" "}
        {campaign ? `nobody stands for this customer in ${campaign}` : "the order is in no campaign"}.
      </p>
    );
  }
  const record = withLinks ? <RecordLink id={attribution.id}>attribution</RecordLink> : "attribution";
  const by = method ? ` (${METHOD_LABELS[method.method].toLowerCase()}${method.code ? ` ${method.code}` : ""})` : "";
  return (
    <p className={classes.why}>
      <Name person={attribution.advocate} withLinks={withLinks} /> is credited
      {credit === "new" ? (
        <>
          : the order {isDone ? "made" : "makes"} a new active {record}
          {by}
          {campaign && ` in ${campaign}`}.
        </>
      ) : (
        <>
          : the {record}
          {by} {isDone ? "stood" : "stands"}
          {campaign && ` in ${campaign}`} since <Instant at={attribution.createdAt} />.
        </>
      )}
    </p>
  );
}

function Attempt({ story: { attempt }, isDone, withLinks }: Props) {
  if (!attempt) return null;
  const words = `logged as an inactive attempt`;
  return (
    <p className={classes.why}>
      The order {isDone ? "named" : "names"} <Name person={attempt.advocate} withLinks={withLinks} />, which{" "}
      {isDone ? "was" : "is"} {withLinks ? <RecordLink id={attempt.id}>{words}</RecordLink> : words} beside it.
    </p>
  );
}

function Ignored({ story: { ignored }, isDone }: Props) {
  if (!ignored) return null;
  return (
    <p className={classes.why}>
      The advocate or code that {isDone ? "came" : "comes"} with the order counts for nothing:{" "}
      {ignoredSentence(ignored)}
    </p>
  );
}

/** Where somebody else stands by now: that this order stays where it is. */
function Now({ story: { attribution, standing }, isDone, withLinks }: Props) {
  if (!isDone || !attribution || standing?.id === attribution.id) return null;
  return (
    <p className={classes.why}>
      {standing ? (
        <>
          <Name person={standing.advocate} withLinks={withLinks} /> stands there now and is credited with later orders;
          this one stays with {personName(attribution.advocate)}.
        </>
      ) : (
        <>That attribution is inactive now. The order stays with {personName(attribution.advocate)}.</>
      )}
    </p>
  );
}
