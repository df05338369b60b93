"use client";

import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import type { SortState } from "@/components/data-table/table-features";
import {
  type ContactFilter,
  type ContactParams,
  type ContactSort,
  contactFilterParsers,
  contactSearchParams,
} from "@/lib/contacts/columns";

/** A pause in typing this long asks the server. */
const TYPING_PAUSE_MS = 300;
const FIRST_PAGE = { after: null, before: null };

export const NO_FILTER = Object.fromEntries(Object.keys(contactFilterParsers).map((key) => [key, null])) as {
  [key in keyof typeof contactFilterParsers]: null;
};

/**
 * The list's address as state: every change asks the server for the page it names and is a step that Back undoes.
 * `pending` while that page is on its way.
 */
export function useContactQuery() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(contactSearchParams, {
    ...{ shallow: false, scroll: false, history: "push" },
    startTransition,
  });
  const change = (patch: Partial<ContactParams>) => void setParams({ ...patch, ...FIRST_PAGE });
  const sort: SortState = {
    key: params.sort.replace("-", ""),
    direction: params.sort.startsWith("-") ? "descending" : "ascending",
  };
  return {
    params,
    pending,
    startTransition,
    /** Another filter, sort or size begins at the first page. */
    change,
    sort,
    sortBy: ({ key, direction }: SortState) =>
      change({ sort: direction === "descending" ? `-${key as ContactSort}` : (key as ContactSort) }),
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

export type ContactQuery = ReturnType<typeof useContactQuery>;

/** How many filters are set, the search left out. */
export function countFilters({ status, segment, campaign, source }: ContactFilter): number {
  return [status, segment, campaign, source].filter((values) => values && values.length > 0).length;
}

/** Whether a filter or a search is set. */
export function isFiltered(filter: ContactFilter): boolean {
  return countFilters(filter) > 0 || Boolean(filter.q?.trim());
}
