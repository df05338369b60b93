"use client";

import { Progress as Bar, VisuallyHidden } from "@mantine/core";
import type { Progress } from "@/lib/imports/schema";
import { countOf, percentOf, rowsOf, timeLeft } from "./quantities";
import classes from "./work-progress.module.css";

const PHASES: Record<Progress["phase"], string> = {
  reading: "Reading the file",
  checking: "Checking",
  running: "Importing",
  undoing: "Undoing",
};

/** How far the present work is: rows, rate, time left. */
export function WorkProgress({ progress, fallback }: { progress: Progress | null; fallback: string }) {
  const name = progress ? PHASES[progress.phase] : fallback;
  const percent = progress?.total ? percentOf(progress.done, progress.total) : null;
  return (
    <div className={classes.progress}>
      <div className={classes.head}>
        <strong>{name}…</strong>
        {progress && <span className="tabular">{wordsOf(progress)}</span>}
      </div>
      {/* How long it takes is not known before the file was read once: then the bar is full and moves. */}
      <Bar.Root>
        <Bar.Section
          value={percent ?? 100}
          striped={percent === null}
          animated={percent === null}
          withAria={percent !== null}
          role="progressbar"
          aria-label={name}
        />
      </Bar.Root>
      {/* Said at every tenth only: each second would be too much to listen to. */}
      <VisuallyHidden role="status">
        {name}
        {percent === null ? "" : `, ${Math.floor(percent / 10) * 10} percent`}
      </VisuallyHidden>
    </div>
  );
}

function wordsOf({ done, total, perSecond, secondsLeft }: Progress): string {
  const parts = [total === null ? rowsOf(done) : `${countOf(done)} of ${rowsOf(total)}`];
  if (perSecond !== null) parts.push(`${rowsOf(Math.round(perSecond))} per second`);
  if (secondsLeft !== null) parts.push(timeLeft(secondsLeft));
  return parts.join(" · ");
}
