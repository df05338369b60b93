"use client";

import { useListQuery } from "@/components/data-table/use-list-query";
import { type OrderFilter, orderFilterParsers, orderSearchParams } from "@/lib/orders/columns";

export const NO_FILTER = Object.fromEntries(Object.keys(orderFilterParsers).map((key) => [key, null])) as {
  [key in keyof typeof orderFilterParsers]: null;
};

/** The list's address as state. */
export function useOrderQuery() {
  return useListQuery(orderSearchParams);
}

export type OrderQuery = ReturnType<typeof useOrderQuery>;

/** How many filters are set, the search left out; the two days are one filter. */
export function countFilters(filter: OrderFilter): number {
  const { status, campaign, credited, source, currency } = filter;
  const chips = [status, campaign, credited, source, currency].filter((values) => values && values.length > 0);
  const named = [filter.advocate, filter.customer, filter.attribution, filter.from || filter.to].filter(Boolean);
  return chips.length + named.length;
}

/** Whether a filter or a search is set. */
export function isFiltered(filter: OrderFilter): boolean {
  return countFilters(filter) > 0 || Boolean(filter.q?.trim());
}
