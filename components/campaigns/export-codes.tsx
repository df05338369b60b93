"use client";

import { useQueryStates } from "nuqs";
import { ExportLink } from "@/components/data-table/export-link";
import { codeSearchParams, serializeCodeParams } from "@/lib/campaigns/columns";
import { codesHref } from "./hrefs";

/** Downloads the codes of the list. */
export function ExportCodes({ campaignId }: { campaignId: string }) {
  const [params] = useQueryStates(codeSearchParams);
  const query = serializeCodeParams({ ...params, size: null, after: null, before: null });
  return <ExportLink href={`${codesHref(campaignId)}/export${query}`} />;
}
