"use client";

import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import type { SortState } from "@/components/data-table/table-features";
import {
  type AttributionFilter,
  type AttributionParams,
  attributionSearchParams,
  filterParsers,
  type Sort,
} from "@/lib/attributions/columns";

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

  const change = (patch: Partial<AttributionParams>) => void setParams({ ...patch, ...FIRST_PAGE });

  return {
    params,
    pending,
    startTransition,
    /** Another filter, sort or size begins at the first page. */
    change,
    sort: toSortState(params.sort),
    sortBy: (sort: SortState) => change({ sort: toSortParam(sort) }),
    turnTo: (cursor: { after: string } | { before: string }) => void setParams({ ...FIRST_PAGE, ...cursor }),
    /** Beginning and clearing a search are steps; what is typed in between is not one for each letter. */
    search: (text: string) => {
      const begins = text === "" || !new URLSearchParams(window.location.search).has("q");
      void setParams(
        { q: text || null, ...FIRST_PAGE },
        { history: begins ? "push" : "replace", limitUrlUpdates: text === "" ? undefined : debounce(TYPING_PAUSE_MS) },
      );
    },
  };
}

export type AttributionQuery = ReturnType<typeof useAttributionQuery>;

/** How many filters are set, the search left out; a span of days is one. */
export function countFilters({ q: _search, from, to, ...others }: AttributionParams): number {
  const set = (value: unknown) =>
    value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  const names = ["status", "campaign", "source", "method", "advocate", "actor"] as const;
  return names.filter((name) => set(others[name])).length + (set(from) || set(to) ? 1 : 0);
}

/** Whether a filter or a search is set. */
export function isFiltered(filter: AttributionFilter): boolean {
  return countFilters(filter) > 0 || Boolean(filter.q?.trim());
}

/** "-created" as the table knows it. */
function toSortState(sort: NonNullable<AttributionParams["sort"]>): SortState {
  return { key: sort.replace("-", ""), direction: sort.startsWith("-") ? "descending" : "ascending" };
}

function toSortParam({ key, direction }: SortState): NonNullable<AttributionParams["sort"]> {
  return direction === "descending" ? `-${key as Sort}` : (key as Sort);
}
