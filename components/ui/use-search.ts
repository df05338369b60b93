"use client";

import { useEffect, useRef } from "react";
import useSWR from "swr";
import { fetchJson, type ReadError } from "./fetch-json";

/**
 * Reads a URL that changes while somebody types. The previous answer stays until the next one is there, and a read that
 * has been overtaken is given up. `isStale` says that `data` answers an earlier URL. A null URL asks nothing.
 *
 * It is the change of the URL that gives up a read, never the next read: SWR may refresh an earlier URL after a later one
 * has been asked, and must not take that one's answer away.
 */
export function useSearch<T>(url: string | null) {
  const running = useRef(new Map<string, AbortController>());
  const asked = useRef(url);
  useEffect(() => {
    const before = asked.current;
    asked.current = url;
    if (before !== null && before !== url) running.current.get(before)?.abort();
  }, [url]);
  const { data, error, isLoading, isValidating, mutate } = useSWR<T | undefined, ReadError>(
    url,
    async (address: string) => {
      const controller = new AbortController();
      running.current.set(address, controller);
      try {
        return await fetchJson<T>(address, controller.signal);
      } catch (failure) {
        // Nobody waits for it any more: as if it had not been asked.
        if (controller.signal.aborted) return undefined;
        throw failure;
      } finally {
        if (running.current.get(address) === controller) running.current.delete(address);
      }
    },
    { keepPreviousData: true, revalidateOnFocus: false, shouldRetryOnError: false, dedupingInterval: 0 },
  );
  return { data, error, isStale: isValidating, isLoading, retry: () => void mutate() };
}
