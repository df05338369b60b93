"use client";

import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import type { SortState } from "@/components/data-table/table-features";
import type { memberSearchParams, segmentSearchParams } from "@/lib/segments/columns";

/** A pause in typing this long asks the server. */
const TYPING_PAUSE_MS = 300;

const FIRST_PAGE = { after: null, before: null };

type Parsers = typeof segmentSearchParams | typeof memberSearchParams;
type Values = Record<string, unknown>;
type Options = { history?: "push" | "replace"; limitUrlUpdates?: ReturnType<typeof debounce> };

/**
 * A list's address as state: every change asks the server for the page it names and is a step that Back undoes.
 * `pending` while that page is on its way.
 */
export function useListQuery<P extends Parsers>(parsers: P) {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(parsers, {
    shallow: false,
    scroll: false,
    history: "push",
    startTransition,
  });
  const set = setParams as (values: Values, options?: Options) => Promise<unknown>;
  const sort = params.sort as string;

  const change = (patch: Values) => void set({ ...patch, ...FIRST_PAGE });

  return {
    params,
    pending,
    /** Another filter, sort or size begins at the first page. */
    change,
    sort: {
      key: sort.replace("-", ""),
      direction: sort.startsWith("-") ? "descending" : "ascending",
    } satisfies SortState as SortState,
    sortBy: ({ key, direction }: SortState) => change({ sort: direction === "descending" ? `-${key}` : key }),
    turnTo: (cursor: { after: string } | { before: string }) => void set({ ...FIRST_PAGE, ...cursor }),
    /** Beginning and clearing a search are steps; what is typed in between is not one for each letter. */
    search: (text: string) => {
      const begins = text === "" || !new URLSearchParams(window.location.search).has("q");
      void set(
        { q: text || null, ...FIRST_PAGE },
        { history: begins ? "push" : "replace", limitUrlUpdates: text === "" ? undefined : debounce(TYPING_PAUSE_MS) },
      );
    },
  };
}
