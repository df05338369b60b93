"use client";

import { useListQuery } from "@/components/data-table/use-list-query";
import { type ContactFilter, contactFilterParsers, contactSearchParams } from "@/lib/contacts/columns";

export const NO_FILTER = Object.fromEntries(Object.keys(contactFilterParsers).map((key) => [key, null])) as {
  [key in keyof typeof contactFilterParsers]: null;
};

/** The list's address as state. */
export function useContactQuery() {
  return useListQuery(contactSearchParams);
}

export type ContactQuery = ReturnType<typeof useContactQuery>;

/** How many filters are set, the search left out. */
export function countFilters({ status, segment, campaign, source }: ContactFilter): number {
  return [status, segment, campaign, source].filter((values) => values && values.length > 0).length;
}

/** Whether a filter or a search is set. */
export function isFiltered(filter: ContactFilter): boolean {
  return countFilters(filter) > 0 || Boolean(filter.q?.trim());
}
