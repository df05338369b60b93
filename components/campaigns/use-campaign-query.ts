"use client";

import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import type { SortState } from "@/components/data-table/table-features";
import { type CampaignParams, type CampaignSort, campaignSearchParams } from "@/lib/campaigns/columns";

const TYPING_PAUSE_MS = 300;
const FIRST_PAGE = { after: null, before: null };

/** The list's address as state: every change asks the server for the page it names and is a step that Back undoes. */
export function useCampaignQuery() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(campaignSearchParams, {
    ...{ shallow: false, scroll: false, history: "push", startTransition },
  });
  const change = (patch: Partial<CampaignParams>) => void setParams({ ...patch, ...FIRST_PAGE });
  const sort: SortState = {
    key: params.sort.replace("-", ""),
    direction: params.sort.startsWith("-") ? "descending" : "ascending",
  };
  return {
    ...{ params, pending, change, sort },
    sortBy: ({ key, direction }: SortState) =>
      change({ sort: direction === "descending" ? `-${key as CampaignSort}` : (key as CampaignSort) }),
    turnTo: (cursor: { after: string } | { before: string }) => void setParams({ ...FIRST_PAGE, ...cursor }),
    /** What is typed is one step, not one for each letter. */
    search: (text: string) =>
      void setParams(
        { q: text || null, ...FIRST_PAGE },
        { history: "replace", limitUrlUpdates: text === "" ? undefined : debounce(TYPING_PAUSE_MS) },
      ),
  };
}

export type CampaignQuery = ReturnType<typeof useCampaignQuery>;
