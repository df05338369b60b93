"use client";

import useSWRInfinite from "swr/infinite";
import { fetchJson, type ReadError } from "@/components/ui/fetch-json";
import type { ImportRowPage } from "@/lib/imports/schema";
import { type RowFilter, rowsUrl } from "./addresses";

/**
 * The rows of an import that a filter leaves, page after page.
 * @param version changes when the rows do: they are read anew then
 */
export function useImportRows(id: string, filter: RowFilter, version: string | null) {
  const { data, error, isLoading, isValidating, size, setSize, mutate } = useSWRInfinite<ImportRowPage, ReadError>(
    (index: number, previous: ImportRowPage | null) => {
      if (index > 0 && (previous === null || previous.next === null)) return null;
      return [rowsUrl(id, filter, previous?.next ?? 0), version];
    },
    ([url]: [string, string | null]) => fetchJson<ImportRowPage>(url),
    // An earlier page does not change by itself, and reading a later one need not read it again.
    { revalidateFirstPage: false, revalidateOnFocus: false, shouldRetryOnError: false, keepPreviousData: true },
  );
  return {
    rows: data?.flatMap((page) => page.rows) ?? null,
    hasMore: data?.at(-1)?.next != null,
    error: error ?? null,
    isLoading,
    isReading: isValidating,
    more: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}
