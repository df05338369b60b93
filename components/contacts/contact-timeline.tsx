"use client";

import { useId } from "react";
import historyClasses from "@/components/attributions/history.module.css";
import { RecordLink } from "@/components/attributions/record-link";
import { actorWords } from "@/components/attributions/record-words";
import { ShowEarlier } from "@/components/audit/show-earlier";
import { Instant } from "@/components/ui/instant";
import { useEarlier } from "@/components/ui/use-earlier";
import type { Story, StoryEntry } from "@/lib/attributions/contact-story";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import { StorySentence } from "./story-sentence";

/** Everything that happened to a contact and its attributions, newest first; older entries are read when asked for. */
export function ContactTimeline({ contactId, story }: { contactId: string; story: Story }) {
  const titleId = useId();
  const { entries, ...past } = useEarlier<StoryEntry>(`/api/ui/contacts/${contactId}/story?before=`, story);
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={historyClasses.title}>
        Timeline
      </h2>
      {entries.length === 0 && <p>Nothing was recorded of this contact yet.</p>}
      <ol className={historyClasses.events} reversed aria-busy={past.pending}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      <ShowEarlier {...past} />
    </section>
  );
}

function Entry({ entry }: { entry: StoryEntry }) {
  return (
    <li className={historyClasses.event}>
      <div className={historyClasses.head}>
        <span className={historyClasses.what}>
          <StorySentence entry={entry} />
        </span>
        <span className={historyClasses.when}>
          <Instant at={entry.at} />
        </span>
      </div>
      <div className={historyClasses.details}>
        <span>
          {actorWords(entry.actor)} · {SOURCE_LABELS[entry.source]}
        </span>
        {entry.about === "attribution" && <RecordLink id={entry.attributionId}>Open the record</RecordLink>}
      </div>
      {entry.about === "attribution" && entry.reason && (
        <blockquote className={historyClasses.reason}>{entry.reason}</blockquote>
      )}
    </li>
  );
}
