"use client";

import { useRef } from "react";
import { changeStatus, reassign } from "@/app/(admin)/audience-activity/referral-attribution/actions";
import { personName } from "@/components/contacts/person-name";
import { callAction } from "@/components/ui/call-action";
import type { ChangeListeners } from "@/components/ui/change-modal";
import { useChangeRun } from "@/components/ui/use-change-run";
import type { ReportRow } from "@/lib/attributions/change-report";
import type { ChangeKind } from "@/lib/attributions/schema";
import type { ActionResult } from "@/lib/http/result";
import { CHANGE_WORDS } from "./change-words";
import { type Successor, successorInput } from "./use-change-preview";

export type Order = { kind: ChangeKind; ids: string[]; successor: Successor | null; reason: string };

/**
 * Does what was previewed, with exactly those attributions. A single success is told in passing and finishes; anything
 * else is left in `rows`, to be read.
 */
export function useApplyChange(listeners: Omit<ChangeListeners, "onCancel">) {
  const order = useRef<Order>(null);
  const {
    run,
    result: rows,
    ...state
  } = useChangeRun<ReportRow[]>(listeners, (done) => {
    if (done.length > 1 || done[0]?.outcome === "refused") return null;
    const { kind, successor } = order.current!;
    const to = successor ? ` to ${personName(successor.advocate)}` : "";
    return `The attribution was ${CHANGE_WORDS[kind].done}${to}.`;
  });

  function apply(asked: Order) {
    return run(() => {
      order.current = asked;
      return send(asked);
    });
  }

  return { apply, rows, ...state };
}

async function send({ kind, ids, successor, reason }: Order): Promise<ActionResult<ReportRow[]>> {
  if (kind === "reassign") return callAction(reassign, { ids, reason, ...successorInput(successor) });
  return callAction(changeStatus, { ids, reason, to: kind === "activate" ? "active" : "inactive" });
}
