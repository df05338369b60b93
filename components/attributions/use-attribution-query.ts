"use client";

import { debounce, parseAsString, useQueryState, useQueryStates } from "nuqs";
import { useCallback, useRef, useState, useTransition } from "react";
import type { SortState } from "@/components/data-table/table-features";
import { type AttributionParams, attributionSearchParams, filterParsers, type Sort } from "@/lib/attributions/columns";

/** A pause in typing this long asks the server. */
const TYPING_PAUSE_MS = 300;

export const NO_FILTER = Object.fromEntries(Object.keys(filterParsers).map((key) => [key, null])) as {
  [key in keyof typeof filterParsers]: null;
};

const FIRST_PAGE = { after: null, before: null };

/**
 * The table's address as state: every change asks the server for the page it names and is a step that Back undoes.
 * `pending` while that page is on its way.
 */
export function useAttributionQuery() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(attributionSearchParams, {
    shallow: false,
    scroll: false,
    history: "push",
    startTransition,
  });

  return {
    params,
    pending,
    startTransition,
    /** Another filter, sort or size begins at the first page. */
    change: (patch: Partial<AttributionParams>) => void setParams({ ...patch, ...FIRST_PAGE }),
    turnTo: (cursor: { after: string } | { before: string }) => void setParams({ ...FIRST_PAGE, ...cursor }),
    /** Typing is one step, not one for each letter. */
    search: (text: string) => {
      const begins = (params.q ?? "") === "" || text === "";
      void setParams(
        { q: text || null, ...FIRST_PAGE },
        { history: begins ? "push" : "replace", limitUrlUpdates: text === "" ? undefined : debounce(TYPING_PAUSE_MS) },
      );
    },
  };
}

/** How many filters are set, the search left out; a span of days is one. */
export function countFilters({ q: _search, from, to, ...others }: AttributionParams): number {
  const set = (value: unknown) =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  const names = ["status", "campaign", "source", "method", "advocate", "actor"] as const;
  return names.filter((name) => set(others[name])).length + (set(from) || set(to) ? 1 : 0);
}

/** "-created" as the table knows it. */
export function toSortState(sort: NonNullable<AttributionParams["sort"]>): SortState {
  return { key: sort.replace("-", ""), direction: sort.startsWith("-") ? "descending" : "ascending" };
}

export function toSortParam({ key, direction }: SortState): NonNullable<AttributionParams["sort"]> {
  return direction === "descending" ? `-${key as Sort}` : (key as Sort);
}

/** Which record is open in the drawer; opening one is a step of the history, so that Back closes it. */
export function useOpenRecord() {
  const [id, setId] = useQueryState("record", parseAsString);
  const pushed = useRef<string | null>(null);
  // Closed already, though the address does not say so yet: going back takes the browser a moment.
  const [closing, setClosing] = useState<string | null>(null);
  if (id === null && closing !== null) setClosing(null);

  const open = useCallback(
    (record: string) => {
      pushed.current = record;
      setClosing(null);
      void setId(record, { history: "push" });
    },
    [setId],
  );

  const close = useCallback(() => {
    const inAddress = new URLSearchParams(window.location.search).get("record");
    setClosing(inAddress);
    // The step that opened it is taken back, so that the next Back leaves the list and does not seem to do nothing.
    if (inAddress !== null && inAddress === pushed.current) window.history.back();
    else void setId(null, { history: "replace" });
    pushed.current = null;
  }, [setId]);

  return { id: id === closing ? null : id, open, close };
}
