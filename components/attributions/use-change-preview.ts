"use client";

import { useEffect, useRef, useState } from "react";
import { previewChange } from "@/app/(admin)/audience-activity/referral-attribution/actions";
import { callAction } from "@/components/ui/call-action";
import { previewProblem } from "@/components/ui/use-preview";
import type { ChangePreview } from "@/lib/attributions/change-preview";
import type { PersonCell } from "@/lib/attributions/columns";
import type { OrderTotals } from "@/lib/orders/columns";
import type { RewardTotals } from "@/lib/rewards/columns";
import type { Change } from "./change";

/** Who is to take over: any advocate, or one inactive attempt of the same contact and campaign. */
export type Successor = { advocate: PersonCell; attempt?: { id: string; createdAt: string } };

/** What a change would do, and the orders and rewards that stay as they are. */
export type ShownPreview = ChangePreview & { orders: OrderTotals; rewards: RewardTotals };

/** The part of a reassignment's input that names the successor. */
export function successorInput(successor: Successor | null) {
  if (!successor) return {};
  return successor.attempt ? { toAttributionId: successor.attempt.id } : { toAdvocateId: successor.advocate.id };
}

/**
 * What a change would do, asked anew for each successor. A filter is resolved once, by the first answer: from then on
 * exactly those attributions are meant.
 */
export function useChangePreview({ kind, target }: Change, successor: Successor | null) {
  const [preview, setPreview] = useState<ShownPreview | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isLoading, setLoading] = useState(true);
  const [tries, setTries] = useState(0);
  const resolved = useRef<string[] | null>("ids" in target ? target.ids : null);
  const { toAttributionId, toAdvocateId } = successorInput(successor) as Record<string, string | undefined>;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again; the target is the dialog's for good.
  useEffect(() => {
    let isOvertaken = false;
    setLoading(true);
    const asked = resolved.current ? { ids: resolved.current } : { filter: "filter" in target ? target.filter : {} };
    callAction(previewChange, { kind, target: asked, toAttributionId, toAdvocateId }).then((answer) => {
      if (isOvertaken) return;
      setLoading(false);
      setError(answer.ok ? null : previewProblem(answer.error));
      if (!answer.ok) return;
      // A filter that matches nothing any more stays a filter: a list of ids is never empty.
      if (answer.data.ids.length > 0) resolved.current ??= answer.data.ids;
      setPreview((before) => ({ ...answer.data, more: answer.data.more || (before?.more ?? false) }));
    });
    return () => {
      isOvertaken = true;
    };
  }, [kind, toAttributionId, toAdvocateId, tries]);

  return { preview, error, isLoading, retry: () => setTries((count) => count + 1) };
}
