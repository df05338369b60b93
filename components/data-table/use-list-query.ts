"use client";

import { useRouter } from "next/navigation";
import { type UseQueryStatesKeysMap, useQueryStates, type Values } from "nuqs";
import { useEffect, useRef, useState, useTransition } from "react";
import type { SortState } from "./table-features";

/** A pause in typing this long asks the server. */
const TYPING_PAUSE_MS = 300;
const FIRST_PAGE = { after: null, before: null };

type Patch<P extends UseQueryStatesKeysMap> = { [K in keyof P]?: Values<P>[K] | null | undefined };

/**
 * A list's address as state: every change asks the server for the page it names and is a step that Back undoes.
 * `pending` while that page is on its way.
 * @param parsers of the list's parameters, among them `q`, `after` and `before`, and `sort` where it can be sorted
 */
export function useListQuery<P extends UseQueryStatesKeysMap>(parsers: P) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(parsers, {
    shallow: false,
    scroll: false,
    history: "push",
    startTransition,
  });
  const set = setParams as (values: object, options?: { history: "push" | "replace" }) => Promise<unknown>;
  const { q = null, sort = "" } = params as { q?: string | null; sort?: string };

  const { typed, type, forget } = useTyping((text) => {
    // Beginning and clearing a search are steps; what is typed in between is not one for each letter.
    const begins = text === "" || !new URLSearchParams(window.location.search).has("q");
    void set({ q: text || null, ...FIRST_PAGE }, { history: begins ? "push" : "replace" });
  });

  function change(patch: Patch<P>) {
    if ("q" in patch) forget();
    void set({ ...patch, ...FIRST_PAGE });
  }

  return {
    params,
    pending,
    startTransition,
    /** Another filter, sort or size begins at the first page. */
    change,
    sort: {
      key: sort.replace("-", ""),
      direction: sort.startsWith("-") ? "descending" : "ascending",
    } satisfies SortState as SortState,
    sortBy: ({ key, direction }: SortState) =>
      void set({ sort: direction === "descending" ? `-${key}` : key, ...FIRST_PAGE }),
    /** Leaves the list for a page of one of its rows; without what was just being typed, which would bring the list back. */
    leaveFor(href: string) {
      forget();
      router.push(href);
    },
    /** For what opens beside the list: what was just being typed would make a step of its own on top of that one. */
    forgetTyping: forget,
    turnTo: (cursor: { after: string } | { before: string }) => void set({ ...FIRST_PAGE, ...cursor }),
    /** What stands in the search field: the address follows a moment later. */
    searchText: typed ?? q ?? "",
    search: type,
  };
}

export type ListQuery<P extends UseQueryStatesKeysMap> = ReturnType<typeof useListQuery<P>>;

/** Waits for a pause in typing, and forgets what was typed when the page is left before. */
function useTyping(onPause: (text: string) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function forget() {
    clearTimeout(timer.current);
    setTyped(null);
  }

  function say(text: string) {
    forget();
    onPause(text);
  }

  function type(text: string) {
    if (text === "") return say(text);
    clearTimeout(timer.current);
    setTyped(text);
    timer.current = setTimeout(() => say(text), TYPING_PAUSE_MS);
  }

  return { typed, type, forget };
}
