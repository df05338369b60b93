"use client";

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useState } from "react";

type Options = {
  body: RefObject<HTMLTableSectionElement | null>;
  ids: string[];
  onOpen: (id: string) => void;
  /** Left out where rows cannot be selected. */
  onToggle?: (id: string) => void;
};

const STEPS: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_index, last) => last,
};

/**
 * Arrow keys, Home, End, Enter and Space on the rows of a table, with one row in the tab order (roving tabindex): the
 * whole table is one stop, however long it is.
 */
export function useRowNavigation({ body, ids, onOpen, onToggle }: Options) {
  const [chosen, setChosen] = useState<string | null>(null);
  const active = chosen !== null && ids.includes(chosen) ? chosen : (ids[0] ?? null);

  /** Moves the focus to a row: the given one, else the active one. */
  const focusRow = useCallback(
    (id: string | null = active) => {
      const row = id === null ? null : rowElement(body.current, id);
      if (!row) return false;
      setChosen(id);
      row.focus();
      return true;
    },
    [active, body],
  );

  // With nothing focused the arrows belong to the table: the list is what the page is for.
  useEffect(() => {
    function enterTable(event: globalThis.KeyboardEvent) {
      const isArrow = event.key === "ArrowDown" || event.key === "ArrowUp";
      if (!isArrow || hasModifier(event) || document.activeElement !== document.body) return;
      if (focusRow()) event.preventDefault();
    }
    document.addEventListener("keydown", enterTable);
    return () => document.removeEventListener("keydown", enterTable);
  }, [focusRow]);

  function onKeyDown(event: KeyboardEvent) {
    const row = (event.target as Element).closest<HTMLElement>("[data-row-id]");
    const id = row?.dataset.rowId;
    if (!row || id === undefined || hasModifier(event)) return;
    const step = STEPS[event.key];
    // Enter and Space belong to the link or the checkbox inside the row when one of them has the focus.
    const isOnRow = event.target === row;
    if (step) focusRow(ids[step(ids.indexOf(id), ids.length - 1)] ?? null);
    else if (event.key === "Enter" && isOnRow) onOpen(id);
    else if (event.key === " " && isOnRow && onToggle) onToggle(id);
    else return;
    event.preventDefault();
  }

  return { active, setActive: setChosen, focusRow, onKeyDown };
}

function rowElement(body: HTMLElement | null, id: string): HTMLElement | null {
  return body?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`) ?? null;
}

function hasModifier(event: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "altKey">): boolean {
  return event.ctrlKey || event.metaKey || event.altKey;
}
