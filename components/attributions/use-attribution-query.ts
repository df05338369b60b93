"use client";

import { useListQuery } from "@/components/data-table/use-list-query";
import {
  type AttributionFilter,
  type AttributionParams,
  attributionSearchParams,
  filterParsers,
} from "@/lib/attributions/columns";

export const NO_FILTER = Object.fromEntries(Object.keys(filterParsers).map((key) => [key, null])) as {
  [key in keyof typeof filterParsers]: null;
};

/** The table's address as state. */
export function useAttributionQuery() {
  return useListQuery(attributionSearchParams);
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
