"use client";

import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import classes from "./journey-steps.module.css";
import { STEPS, type Step } from "./states";

const LABELS: Record<Step, string> = {
  file: "File",
  columns: "Columns",
  check: "Check",
  import: "Import",
  result: "Result",
};

type Props = {
  /** The step that is shown. */
  step: Step;
  /** The step the import has reached. */
  reached: Step;
  canGo: (to: Step) => boolean;
  onGo: (to: Step) => void;
};

/** The five steps: which are done, which one this is, and those one may go back to. */
export function JourneySteps({ step, reached, canGo, onGo }: Props) {
  const reachedIndex = STEPS.indexOf(reached);
  return (
    <nav aria-label="Steps of the import">
      <ol className={classes.steps}>
        {STEPS.map((one, index) => {
          const isCurrent = one === step;
          const isDone = index < reachedIndex || (one === "result" && reached === "result");
          const words = (
            <>
              <span className={classes.number} aria-hidden>
                {isDone && !isCurrent ? <IconCheck size={13} stroke={2.4} /> : index + 1}
              </span>
              <span className={classes.label}>{LABELS[one]}</span>
              {isDone && !isCurrent && <VisuallyHidden> (done)</VisuallyHidden>}
            </>
          );
          return (
            <li
              key={one}
              className={classes.step}
              data-done={isDone || undefined}
              data-current={isCurrent || undefined}
            >
              {canGo(one) && !isCurrent ? (
                <UnstyledButton className={classes.link} onClick={() => onGo(one)}>
                  {words}
                </UnstyledButton>
              ) : (
                <span className={classes.link} aria-current={isCurrent ? "step" : undefined}>
                  {words}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
