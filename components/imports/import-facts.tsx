"use client";

import { Instant } from "@/components/ui/instant";
import type { ImportView } from "@/lib/imports/schema";
import classes from "./journey.module.css";
import { rowsOf, sizeOf } from "./quantities";
import { StateBadge } from "./state-badge";

/** What is known of an import at a glance: its state, its size, who brought it and when. */
export function ImportFacts({ view }: { view: ImportView }) {
  const { state, fileSize, rowCount, createdBy, createdAt, fileErasedAt } = view;
  return (
    <p className={classes.facts}>
      <StateBadge state={state} /> · {sizeOf(fileSize)}
      {rowCount !== null && ` · ${rowsOf(rowCount)}`} · by {createdBy}, <Instant at={createdAt} />
      {fileErasedAt && (
        <>
          {" "}
          · The file is not kept since <Instant at={fileErasedAt} precision="day" />, because a person in it was erased;
          in the rows below [erased] stands for them.
        </>
      )}
    </p>
  );
}
