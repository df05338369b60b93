"use client";

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { type BoundedCount, formatCount } from "./bounded-count";
import classes from "./selection-bar.module.css";
import { useResolved } from "./use-resolved";
import type { TableSelection } from "./use-table-selection";

type Props = {
  selection: TableSelection;
  /** The ids of the page's rows. */
  pageIds: string[];
  /** Whether there are other pages. */
  hasMore: boolean;
  total: Promise<BoundedCount>;
  onClear: () => void;
  /** Buttons: what can be done to the selected rows. */
  children: ReactNode;
};

/** Stays in sight while something is selected: how much, and what can be done with it. */
export function SelectionBar({ selection, pageIds, hasMore, total, onClear, children }: Props) {
  const matching = useResolved(total);
  const count = selection.ids.length;
  if (count === 0 && !selection.everything) return null;
  const isPageSelected = pageIds.every((id) => selection.rows[id]);
  return (
    <section className={classes.bar} aria-label="Selected rows">
      <span className={classes.count} role="status">
        {selection.everything
          ? `All ${matching ? formatCount(matching) : ""} that match are selected`
          : `${formatCount({ count, capped: false })} selected`}
      </span>
      {!selection.everything && !isPageSelected && (
        <Button className={classes.page} variant="subtle" size="compact-xs" onClick={() => selection.add(pageIds)}>
          Select this page
        </Button>
      )}
      {!selection.everything && isPageSelected && hasMore && matching && (
        <Button variant="subtle" size="compact-xs" onClick={selection.selectEverything}>
          {`Select all ${formatCount(matching)} that match`}
        </Button>
      )}
      <Button className={classes.clear} variant="subtle" color="gray" size="xs" onClick={onClear}>
        Clear selection
      </Button>
      <div className={classes.actions}>{children}</div>
    </section>
  );
}
