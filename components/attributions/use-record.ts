"use client";

import useSWR from "swr";
import { fetchJson, type ReadError } from "@/components/ui/fetch-json";
import type { AttributionRecord } from "@/lib/attributions/record-queries";

/** The whole story of one attribution, fresh whenever it is looked at; null asks nothing. */
export function useRecord(id: string | null, fallbackData?: AttributionRecord) {
  return useSWR<AttributionRecord, ReadError>(
    id ? `/api/ui/attributions/${id}` : null,
    (url: string) => fetchJson(url),
    {
      fallbackData,
      // A page brings its record along; only what is shown without one has to be read.
      revalidateOnMount: fallbackData === undefined,
      shouldRetryOnError: false,
    },
  );
}
