"use client";

import { Alert } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { ImportView } from "@/lib/imports/schema";
import { IMPORTS } from "./addresses";
import { CheckScreen } from "./check-screen";
import { ColumnsScreen } from "./columns-screen";
import { DiscardButton } from "./discard-button";
import { ImportFacts } from "./import-facts";
import classes from "./journey.module.css";
import { JourneySteps } from "./journey-steps";
import { ResultScreen } from "./result-screen";
import { RunScreen } from "./run-screen";
import { SameFile } from "./same-file";
import { isBeforeRun, type Step, stepOf } from "./states";
import { type TakeStep, useImport } from "./use-import";

type Props = { initial: ImportView; campaigns: CampaignOption[] };

/** The journey of one import, from the file to what became of its rows and back again. */
export function ImportJourney({ initial, campaigns }: Props) {
  const router = useRouter();
  const { view, readProblem, take, pending, problem } = useImport(initial);
  const [back, setBack] = useState<"file" | "columns" | null>(null);
  const reached = stepOf(view);
  const canGoBack = isBeforeRun(view);
  const step: Step = canGoBack && back ? back : reached;
  const heading = useFocusOnChange(step);

  return (
    <div className={classes.journey}>
      <JourneySteps
        step={step}
        reached={reached}
        onGo={(to) => setBack(to === "file" || to === "columns" ? to : null)}
        canGo={(to) => canGoBack && (to === "file" || to === "columns" || to === reached)}
      />
      <header className={classes.head}>
        <h2 ref={heading} tabIndex={-1} className={classes.title}>
          {TITLES[step]}
        </h2>
        <ImportFacts view={view} />
        {canGoBack && <DiscardButton {...view} onDiscarded={() => router.push(IMPORTS[view.kind])} />}
      </header>
      {readProblem && (
        <Alert color="red" variant="light" role="alert">
          {readProblem.status === 404 ? "This import was discarded meanwhile." : readProblem.message}
        </Alert>
      )}
      {problem && (
        <Alert color="red" variant="light" role="alert">
          {[...new Set([problem.message, ...Object.values(problem.fields ?? {})])].join(" ")}
        </Alert>
      )}
      {view.sameFile && (step === "file" || step === "columns" || step === "check") && (
        <SameFile kind={view.kind} of={view.sameFile} />
      )}
      <Screen {...{ step, view, take, pending, campaigns }} onForward={() => setBack(null)} />
    </div>
  );
}

const TITLES: Record<Step, string> = {
  file: "File",
  columns: "Columns",
  check: "Check",
  import: "Import",
  result: "Result",
};

type ScreenProps = {
  step: Step;
  view: ImportView;
  take: TakeStep;
  pending: boolean;
  campaigns: CampaignOption[];
  onForward: () => void;
};

function Screen({ step, view, take, pending, campaigns, onForward }: ScreenProps) {
  if (step === "check") return <CheckScreen {...{ view, take, pending, campaigns }} />;
  if (step === "import") return <RunScreen view={view} take={take} pending={pending} />;
  if (step === "result") return <ResultScreen view={view} take={take} pending={pending} />;
  return (
    <ColumnsScreen {...{ view, take, pending, campaigns }} isFormatOpen={step === "file"} onChecking={onForward} />
  );
}

/** The heading of a step is focused when the step changes: what had the focus is gone. */
function useFocusOnChange(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
  }, [step]);
  return heading;
}
