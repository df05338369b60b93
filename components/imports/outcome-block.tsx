"use client";

import { ROW_OUTCOMES, type RowOutcome, type Tally, UNDO_OUTCOMES, type UndoTally } from "@/lib/imports/schema";
import { OUTCOME_LABELS, problemSentence, UNDO_LABELS, UNDO_OBSTACLE_SENTENCES } from "@/lib/imports/wording";
import type { RowFilter } from "./addresses";
import { CountList } from "./count-list";
import journey from "./journey.module.css";
import { ReasonList } from "./reason-list";

type Props = {
  tally: Tally;
  phase: "check" | "result";
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
  isStale?: boolean;
};

/** All seven outcomes with their counts, and why rows are rejected; each shows its rows below. */
export function OutcomeBlock({ tally, phase, filter, onFilter, isStale }: Props) {
  const tense = phase === "check" ? "will" : "did";
  const here = filter.phase === phase ? filter : null;
  const { contactsCreated } = tally;
  return (
    <div className={journey.block}>
      <CountList<RowOutcome>
        label={phase === "check" ? "What the rows would do" : "What became of the rows"}
        counts={ROW_OUTCOMES.map((key) => ({ key, label: OUTCOME_LABELS[key][tense], count: tally.outcomes[key] }))}
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
      <ReasonList
        title="Why rows are rejected"
        reasons={tally.problems.map(({ problem, count }) => ({
          key: problem,
          count,
          sentence: problemSentence(problem),
        }))}
        selected={here?.problem}
        onSelect={(problem) => onFilter({ phase, outcome: "rejected", problem })}
        isStale={isStale}
      />
    </div>
  );
}

type UndoProps = { tally: UndoTally; filter?: RowFilter; onFilter?: (filter: RowFilter) => void };

/** What undoing did or, without a filter to set, what it would do. */
export function UndoBlock({ tally, filter, onFilter }: UndoProps) {
  const here = filter?.phase === "undo" ? filter : null;
  return (
    <div className={journey.block}>
      <CountList
        label={onFilter ? "What undoing did" : "What undoing would do"}
        counts={UNDO_OUTCOMES.map((key) => ({
          key,
          label: UNDO_LABELS[key][onFilter ? "did" : "will"],
          count: tally.outcomes[key],
        }))}
        selected={here?.problem ? undefined : UNDO_OUTCOMES.find((key) => key === here?.outcome)}
        onSelect={onFilter && ((outcome) => onFilter({ phase: "undo", outcome }))}
      />
      <ReasonList
        title={onFilter ? "Why rows were not reversed" : "Why rows will not be reversed"}
        reasons={tally.obstacles.map(({ obstacle, count }) => ({
          key: obstacle,
          count,
          sentence: UNDO_OBSTACLE_SENTENCES[obstacle],
        }))}
        selected={here?.problem}
        onSelect={onFilter && ((problem) => onFilter({ phase: "undo", problem }))}
      />
    </div>
  );
}
