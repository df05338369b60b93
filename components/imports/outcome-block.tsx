"use client";

import {
  type ImportKind,
  OUTCOMES,
  type RowOutcome,
  type Tally,
  UNDO_OUTCOMES,
  type UndoTally,
} from "@/lib/imports/schema";
import { reasonSentence, undoLabels, WORDS } from "@/lib/imports/wording";
import type { RowFilter } from "./addresses";
import { CountList } from "./count-list";
import journey from "./journey.module.css";
import { ReasonList } from "./reason-list";

type Props = {
  kind: ImportKind;
  tally: Tally;
  phase: "check" | "result";
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
  isStale?: boolean;
};

/** All outcomes with their counts, and why rows are rejected; each shows its rows below. */
export function OutcomeBlock({ kind, tally, phase, filter, onFilter, isStale }: Props) {
  const tense = phase === "check" ? "will" : "did";
  const here = filter.phase === phase ? filter : null;
  const { contactsCreated, segmentsCreated = 0 } = tally;
  return (
    <div className={journey.block}>
      <CountList<RowOutcome>
        label={phase === "check" ? "What the rows would do" : "What became of the rows"}
        counts={OUTCOMES[kind].map((key) => ({
          key,
          label: WORDS[kind].outcomes[key]?.[tense] ?? key,
          count: tally.outcomes[key],
        }))}
        selected={here?.problem ? undefined : (here?.outcome as RowOutcome | undefined)}
        onSelect={(outcome) => onFilter({ phase, outcome })}
        isStale={isStale}
      />
      {contactsCreated > 0 && (
        <p className={journey.dimmed}>
          {contactsCreated.toLocaleString("en")} {contactsCreated === 1 ? "contact" : "contacts"}{" "}
          {phase === "check" ? "will be" : contactsCreated === 1 ? "was" : "were"} created as{" "}
          {contactsCreated === 1 ? "a prospect" : "prospects"}.
        </p>
      )}
      {segmentsCreated > 0 && (
        <p className={journey.dimmed}>
          {segmentsCreated.toLocaleString("en")} {segmentsCreated === 1 ? "segment" : "segments"}{" "}
          {phase === "check" ? "will be" : segmentsCreated === 1 ? "was" : "were"} created.
        </p>
      )}
      <ReasonList
        title="Why rows are rejected"
        reasons={tally.problems.map(({ problem, count }) => ({
          key: problem,
          count,
          sentence: reasonSentence(kind, problem, phase),
        }))}
        selected={here?.problem}
        onSelect={(problem) => onFilter({ phase, outcome: "rejected", problem })}
        isStale={isStale}
      />
    </div>
  );
}

type UndoProps = { kind: ImportKind; tally: UndoTally; filter?: RowFilter; onFilter?: (filter: RowFilter) => void };

/** What undoing did or, without a filter to set, what it would do. */
export function UndoBlock({ kind, tally, filter, onFilter }: UndoProps) {
  const here = filter?.phase === "undo" ? filter : null;
  const labels = undoLabels(kind);
  return (
    <div className={journey.block}>
      <CountList
        label={onFilter ? "What undoing did" : "What undoing would do"}
        counts={UNDO_OUTCOMES.map((key) => ({
          key,
          label: labels[key][onFilter ? "did" : "will"],
          count: tally.outcomes[key],
        }))}
        selected={here?.problem ? undefined : UNDO_OUTCOMES.find((key) => key === here?.outcome)}
        onSelect={onFilter && ((outcome) => onFilter({ phase: "undo", outcome }))}
      />
      <ReasonList
        title={WORDS[kind].undoReasons[onFilter ? "did" : "will"]}
        reasons={tally.obstacles.map(({ obstacle, count }) => ({
          key: obstacle,
          count,
          sentence: reasonSentence(kind, obstacle, "undo"),
        }))}
        selected={here?.problem}
        onSelect={onFilter && ((problem) => onFilter({ phase: "undo", problem }))}
      />
    </div>
  );
}
