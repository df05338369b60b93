"use client";

import { useRef } from "react";
import useSWR from "swr";
import { fetchJson, type ReadError } from "./fetch-json";

/**
 * Reads a URL that changes while somebody types. The previous answer stays until the next one is there, and a read that
 * has been overtaken is given up. `isStale` says that `data` answers an earlier URL. A null URL asks nothing.
 */
export function useSearch<T>(url: string | null) {
  const running = useRef<AbortController | null>(null);
  const { data, error, isLoading, isValidating, mutate } = useSWR<T | undefined, ReadError>(
    url,
    async (address: string) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      try {
        return await fetchJson<T>(address, controller.signal);
      } catch (failure) {
        // Nobody waits for it any more: as if it had not been asked.
        if (controller.signal.aborted) return undefined;
        throw failure;
      }
    },
    { keepPreviousData: true, revalidateOnFocus: false, shouldRetryOnError: false, dedupingInterval: 0 },
  );
  return { data, error, isStale: isValidating, isLoading, retry: () => void mutate() };
}
