"use client";

import { Button, VisuallyHidden } from "@mantine/core";
import { useState } from "react";
import { cancelImport, startRun } from "@/app/(admin)/imports/actions";
import type { CampaignOption } from "@/lib/campaigns/queries";
import { type ImportKind, type ImportView, OUTCOMES, type Tally } from "@/lib/imports/schema";
import { outcomeCount, WORDS } from "@/lib/imports/wording";
import { type RowFilter, rowsFileHref } from "./addresses";
import { ChoicesPanel } from "./choices-panel";
import journey from "./journey.module.css";
import { OutcomeBlock } from "./outcome-block";
import { countOf, rowsOf } from "./quantities";
import { DownloadLink, RowsSection } from "./rows-section";
import { changedBy } from "./states";
import { useChoices } from "./use-choices";
import type { TakeStep } from "./use-import";
import { WorkProgress } from "./work-progress";

type WorkProps = { view: ImportView; take: TakeStep; pending: boolean };
type Props = WorkProps & { campaigns: CampaignOption[] };

/** What each row would do, the choices that change it, and the button that does it. */
export function CheckScreen({ view, campaigns, take, pending }: Props) {
  const { choices, isChanging, change } = useChoices(view, { take, pending });
  const check = useLastCheck(view);
  const [chosen, setFilter] = useState<RowFilter | null>(null);
  const isStale = isChanging || view.state === "checking";
  if (!check) return <FirstCheck {...{ view, take, pending }} />;

  const rejected = check.outcomes.rejected;
  const filter = chosen ?? { phase: "check", ...(rejected > 0 && { outcome: "rejected" as const }) };
  return (
    <div className={journey.screen}>
      {view.state === "checking" && <WorkProgress progress={view.progress} fallback="Counting anew" />}
      <div className={journey.split}>
        <OutcomeBlock
          kind={view.kind}
          tally={check}
          phase="check"
          filter={filter}
          onFilter={setFilter}
          isStale={isStale}
        />
        <div className={journey.side}>
          <ChoicesPanel view={view} campaigns={campaigns} choices={choices} onChange={change} />
          <div className={journey.stack}>
            <ImportButton
              kind={view.kind}
              check={check}
              isDisabled={isStale}
              isPending={pending && !isChanging}
              onImport={() => void take(startRun, { id: view.id, checkedAt: view.checkedAt })}
            />
            {rejected > 0 && (
              <DownloadLink size="sm" href={rowsFileHref(view.id, { phase: "check", outcome: "rejected" })}>
                Download all problem rows
              </DownloadLink>
            )}
          </div>
        </div>
      </div>
      <VisuallyHidden role="status">{isStale ? "Counting anew." : summaryOf(view.kind, check)}</VisuallyHidden>
      <RowsSection view={view} filter={filter} onFilter={setFilter} version={view.checkedAt} />
    </div>
  );
}

/** While the whole file is read and checked. */
function FirstCheck({ view, take, pending }: WorkProps) {
  return (
    <div className={journey.screen}>
      <WorkProgress progress={view.progress} fallback="Checking" />
      <div className={journey.actions}>
        <Button
          variant="default"
          loading={pending}
          disabled={view.cancelling}
          onClick={() => void take(cancelImport, { id: view.id })}
        >
          Stop the check
        </Button>
        <p className={journey.dimmed}>Nothing is written yet. You can close this page; the check goes on.</p>
      </div>
    </div>
  );
}

type ButtonProps = { kind: ImportKind; check: Tally; isDisabled: boolean; isPending: boolean; onImport: () => void };

function ImportButton({ kind, check, isDisabled, isPending, onImport }: ButtonProps) {
  const count = changedBy({ result: check });
  return (
    <>
      <Button onClick={onImport} loading={isPending} disabled={isDisabled || count === 0}>
        Import {rowsOf(count)}
      </Button>
      {count === 0 && <p className={journey.dimmed}>{whyNothing(kind, check)}</p>}
    </>
  );
}

function whyNothing(kind: ImportKind, { outcomes: { unchanged, rejected } }: Tally): string {
  const { repeats } = WORDS[kind];
  if (unchanged + rejected === 0) return "The file has no rows, so there is nothing to import.";
  if (unchanged === 0) return "Every row is rejected. Correct the file by the reasons given, then upload it again.";
  if (rejected === 0) return `${repeats(0)}, so there is nothing to import.`;
  return `${repeats(unchanged)} and ${countOf(rejected)} are rejected, so there is nothing to import.`;
}

function summaryOf(kind: ImportKind, { outcomes }: Tally): string {
  const counts = OUTCOMES[kind].filter((outcome) => outcomes[outcome] > 0);
  return `Checked: ${counts.map((outcome) => outcomeCount(outcome, outcomes[outcome])).join(", ") || "no rows"}.`;
}

/** While the numbers are counted anew the former ones stay. */
function useLastCheck({ check }: ImportView): Tally | null {
  const [last, setLast] = useState(check);
  if (check && check !== last) setLast(check);
  return check ?? last;
}
