"use client";

import { useId } from "react";
import historyClasses from "@/components/attributions/history.module.css";
import { actorWords } from "@/components/attributions/record-words";
import { Instant } from "@/components/ui/instant";
import { useEarlier } from "@/components/ui/use-earlier";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import type { Change, Changes } from "@/lib/audit/changes";
import { ShowEarlier } from "./show-earlier";

type Props = {
  changes: Changes;
  /** Where the changes before an id are read, which is put at its end. */
  url: string;
  /** A change as the history tells it. */
  sentence: (change: Change) => string;
};

/** What was done to a segment or a campaign, when, by whom and through which door; older changes when asked for. */
export function ChangeHistory({ changes, url, sentence }: Props) {
  const titleId = useId();
  const { entries, ...past } = useEarlier(url, changes);
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={historyClasses.title}>
        History
      </h2>
      {entries.length === 0 && <p className={historyClasses.when}>Nothing was changed yet.</p>}
      <ol className={historyClasses.events} reversed aria-busy={past.pending}>
        {entries.map((change) => (
          <li key={change.id} className={historyClasses.event}>
            <div className={historyClasses.what}>{sentence(change)}</div>
            <div className={historyClasses.details}>
              <span>
                {actorWords(change.actor)} · {SOURCE_LABELS[change.source]} · <Instant at={change.at} />
              </span>
            </div>
          </li>
        ))}
      </ol>
      <ShowEarlier {...past} />
    </section>
  );
}
