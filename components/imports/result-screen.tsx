"use client";

import { Button } from "@mantine/core";
import { IconTable } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { startRun } from "@/app/(admin)/imports/actions";
import { Instant } from "@/components/ui/instant";
import { type ImportView, OUTCOMES, type Tally } from "@/lib/imports/schema";
import { outcomeCount } from "@/lib/imports/wording";
import { importedLink, type RowFilter, rowsFileHref } from "./addresses";
import { FailureNotice } from "./failure-notice";
import journey from "./journey.module.css";
import { OutcomeBlock, UndoBlock } from "./outcome-block";
import { countOf, rowsOf } from "./quantities";
import { DownloadLink, RowsSection } from "./rows-section";
import { canGoOn, changedBy, recordedBy, rowsDone } from "./states";
import { UndoButton } from "./undo-button";
import type { TakeStep } from "./use-import";
import { WorkProgress } from "./work-progress";

type Props = { view: ImportView; take: TakeStep; pending: boolean };

/** What became of the rows, the rejected ones back as a file, and the way back. */
export function ResultScreen({ view, take, pending }: Props) {
  const { result, undo, state } = view;
  const [chosen, setFilter] = useState<RowFilter | null>(null);
  const filter = chosen ?? firstFilter(view);
  return (
    <div className={journey.screen}>
      {view.failure && <FailureNotice view={view} />}
      {state === "undoing" && <WorkProgress progress={view.progress} fallback="Undoing" />}
      {state === "cancelled" && <p className={journey.text}>{cancelledWords(view)}</p>}
      <div className={journey.split}>
        <div className={journey.screen}>
          {undo && state !== "undoing" && <Undone view={view} undo={undo} filter={filter} onFilter={setFilter} />}
          {result && (
            <section className={journey.block} aria-label="Result">
              {undo && <h3 className={journey.subtitle}>What the import did</h3>}
              <OutcomeBlock kind={view.kind} tally={result} phase="result" filter={filter} onFilter={setFilter} />
              {state === "done" && <Difference view={view} result={result} />}
            </section>
          )}
        </div>
        <Actions {...{ view, take, pending }} />
      </div>
      {result && state !== "undoing" && (
        <RowsSection view={view} filter={filter} onFilter={setFilter} version={`${view.finishedAt} ${view.undoneAt}`} />
      )}
    </div>
  );
}

/** The rows looked at first: those somebody has to do something about. */
function firstFilter({ undo, result }: ImportView): RowFilter {
  if (undo) return { phase: "undo" };
  return { phase: "result", ...(result && result.outcomes.rejected > 0 && { outcome: "rejected" as const }) };
}

/** Where one goes from here. */
function Actions({ view, take, pending }: Props) {
  const rejected = view.result?.outcomes.rejected ?? 0;
  return (
    <div className={journey.stack}>
      {canGoOn(view) && (
        <Button onClick={() => void take(startRun, { id: view.id, checkedAt: view.checkedAt })} loading={pending}>
          {goOnWords(view)}
        </Button>
      )}
      {view.actorId && recordedBy(view) > 0 && (
        <Button
          component={Link}
          href={importedLink(view.kind, view.actorId).href}
          variant="default"
          leftSection={<IconTable size={16} stroke={1.8} aria-hidden />}
        >
          {importedLink(view.kind, view.actorId).label}
        </Button>
      )}
      {rejected > 0 && (
        <DownloadLink size="sm" href={rowsFileHref(view.id, { phase: "result", outcome: "rejected" })}>
          Download rejected rows
        </DownloadLink>
      )}
      {canUndo(view) && <UndoButton view={view} take={take} pending={pending} />}
    </div>
  );
}

function goOnWords(view: ImportView): string {
  const { left } = rowsDone(view);
  return left > 0 ? `Import the other ${rowsOf(left)}` : "Go on importing";
}

function canUndo(view: ImportView): boolean {
  const isOver = view.state === "done" || view.state === "cancelled" || view.state === "failed";
  return isOver && changedBy(view) > 0;
}

type UndoneProps = {
  view: ImportView;
  undo: NonNullable<ImportView["undo"]>;
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
};

function Undone({ view, undo, filter, onFilter }: UndoneProps) {
  return (
    <section className={journey.block} aria-labelledby="undo-title">
      <h3 id="undo-title" className={journey.subtitle}>
        Undo
      </h3>
      {view.undoneAt && (
        <p className={journey.text}>
          Undone <Instant at={view.undoneAt} />
          {view.undoneBy && ` by ${view.undoneBy}`}.
        </p>
      )}
      <UndoBlock kind={view.kind} tally={undo} filter={filter} onFilter={onFilter} />
    </section>
  );
}

function cancelledWords(view: ImportView): string {
  const { done, left } = rowsDone(view);
  const words = done === 0 ? "Cancelled before any row was done." : `Cancelled after ${rowsOf(done)}; these stay done.`;
  return left > 0 ? `${words} ${rowsOf(left)} ${left === 1 ? "was" : "were"} not done.` : words;
}

/** Where the data changed between check and run, what was expected. */
function Difference({ view: { kind, check }, result }: { view: ImportView; result: Tally }) {
  const differing = check ? OUTCOMES[kind].filter((key) => check.outcomes[key] !== result.outcomes[key]) : [];
  if (!check || differing.length === 0) return null;
  const expected = differing.map((key) => outcomeCount(key, check.outcomes[key]));
  const came = differing.map((key) => countOf(result.outcomes[key]));
  return (
    <p className={journey.text}>
      The check expected {expected.join(", ")} (it came to {came.join(", ")}); data changed meanwhile.
    </p>
  );
}
