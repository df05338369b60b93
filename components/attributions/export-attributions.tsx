"use client";

import { useQueryStates } from "nuqs";
import { ExportLink } from "@/components/data-table/export-link";
import { attributionSearchParams, serializeAttributionParams } from "@/lib/attributions/columns";

/** Downloads the attributions of the table. */
export function ExportAttributions() {
  const [params] = useQueryStates(attributionSearchParams);
  const query = serializeAttributionParams({ ...params, size: null, after: null, before: null });
  return <ExportLink href={`/audience-activity/referral-attribution/export${query}`} />;
}
