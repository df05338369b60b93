"use client";

import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { type AdvocateParams, advocateSearchParams } from "@/lib/campaigns/columns";

const TYPING_PAUSE_MS = 300;
const FIRST_PAGE = { after: null, before: null };

/** Search and page of a campaign's advocates, in the address. */
export function useAdvocateQuery() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(advocateSearchParams, {
    ...{ shallow: false, scroll: false, history: "push", startTransition },
  });
  return {
    ...{ params, pending },
    change: (patch: Partial<AdvocateParams>) => void setParams({ ...patch, ...FIRST_PAGE }),
    turnTo: (cursor: { after: string } | { before: string }) => void setParams({ ...FIRST_PAGE, ...cursor }),
    search: (text: string) =>
      void setParams(
        { q: text || null, ...FIRST_PAGE },
        { history: "replace", limitUrlUpdates: text === "" ? undefined : debounce(TYPING_PAUSE_MS) },
      ),
  };
}
