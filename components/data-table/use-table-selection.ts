"use client";

import type { OnChangeFn, RowSelectionState } from "@tanstack/react-table";
import { useMemo, useState } from "react";

type Selection = { scope: string; rows: RowSelectionState; everything: boolean };

export type TableSelection = {
  /** What the table shows as selected; with `everything`, each row of the page. */
  rows: RowSelectionState;
  /** Ids chosen one by one or by page, in the order of choice; empty with `everything`. */
  ids: string[];
  /** Whether all that match the filter are meant, also those on other pages. */
  everything: boolean;
  /** Selects these too. */
  add: (ids: string[]) => void;
  onChange: OnChangeFn<RowSelectionState>;
  selectEverything: () => void;
  clear: () => void;
};

/**
 * The selection of a list. It outlives turning the page and sorting, but not a change of `scope` (the filter): nobody
 * should act on rows that a filter has taken out of sight.
 */
export function useTableSelection(scope: string, pageIds: string[]): TableSelection {
  const [stored, setStored] = useState<Selection>({ scope, rows: {}, everything: false });
  const current = stored.scope === scope ? stored : { scope, rows: {}, everything: false };
  const page = useMemo(() => selectionOf(pageIds), [pageIds]);
  const rows = current.everything ? page : current.rows;
  const select = (next: RowSelectionState) => setStored({ scope, rows: next, everything: false });
  return {
    rows,
    ids: current.everything ? [] : Object.keys(rows),
    everything: current.everything,
    add: (ids) => select({ ...rows, ...selectionOf(ids) }),
    onChange: (updater) => select(typeof updater === "function" ? updater(rows) : updater),
    selectEverything: () => setStored({ scope, rows: {}, everything: true }),
    clear: () => select({}),
  };
}

function selectionOf(ids: string[]): RowSelectionState {
  return Object.fromEntries(ids.map((id) => [id, true as const]));
}
