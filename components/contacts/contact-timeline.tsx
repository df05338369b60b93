"use client";

import { Button } from "@mantine/core";
import { useId, useState } from "react";
import historyClasses from "@/components/attributions/history.module.css";
import { RecordLink } from "@/components/attributions/record-link";
import { actorWords } from "@/components/attributions/record-words";
import { fetchJson, type ReadError } from "@/components/ui/fetch-json";
import { Instant } from "@/components/ui/instant";
import type { Story, StoryEntry } from "@/lib/attributions/contact-story";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import { StorySentence } from "./story-sentence";

/** Everything that happened to a contact and its attributions, newest first; older entries are read when asked for. */
export function ContactTimeline({ contactId, story }: { contactId: string; story: Story }) {
  const titleId = useId();
  const { entries, earlier, pending, problem, showEarlier } = useStory(contactId, story);
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={historyClasses.title}>
        Timeline
      </h2>
      {entries.length === 0 && <p>Nothing was recorded of this contact yet.</p>}
      <ol className={historyClasses.events} reversed aria-busy={pending}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {problem && <p role="alert">{problem}</p>}
      {earlier && (
        <Button variant="default" size="xs" mt="sm" loading={pending} onClick={showEarlier}>
          Show earlier
        </Button>
      )}
    </section>
  );
}

function useStory(contactId: string, first: Story) {
  const [story, setStory] = useState(first);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function showEarlier() {
    setPending(true);
    setProblem(null);
    try {
      const next = await fetchJson<Story>(`/api/ui/contacts/${contactId}/story?before=${story.earlier}`);
      setStory({ entries: [...story.entries, ...next.entries], earlier: next.earlier });
    } catch (error) {
      setProblem((error as ReadError).message);
    }
    setPending(false);
  }

  return { ...story, pending, problem, showEarlier };
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
