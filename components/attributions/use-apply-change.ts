"use client";

import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import { changeStatus, reassign } from "@/app/(admin)/audience-activity/referral-attribution/actions";
import { personName } from "@/components/contacts/person-name";
import { callAction } from "@/components/ui/call-action";
import type { ReportRow } from "@/lib/attributions/change-report";
import type { ChangeKind } from "@/lib/attributions/schema";
import type { ActionError, ActionResult } from "@/lib/http/result";
import { CHANGE_WORDS } from "./change-words";
import { type Successor, successorInput } from "./use-change-preview";

export type Order = { kind: ChangeKind; ids: string[]; successor: Successor | null; reason: string };

type Listeners = {
  onBusy: (isBusy: boolean) => void;
  /** Something was changed, or has to be looked at again. */
  onTouched: () => void;
  onFinish: () => void;
};

/**
 * Does what was previewed, with exactly those attributions. A single success is told in passing and finishes; anything
 * else is left in `rows`, to be read.
 */
export function useApplyChange({ onBusy, onTouched, onFinish }: Listeners) {
  const [rows, setRows] = useState<ReportRow[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const running = useRef(false);

  function markRunning(isRunning: boolean) {
    running.current = isRunning;
    setPending(isRunning);
    onBusy(isRunning);
  }

  function tellFailure({ code, message }: ActionError) {
    if (code !== "forbidden") return setProblem(message);
    // Whoever lost the right to change things has nothing more to do in the dialog.
    notifications.show({ color: "red", title: "Nothing was changed", message });
    onFinish();
  }

  async function apply(order: Order) {
    // A second click can come before the button is seen to be disabled.
    if (running.current) return;
    markRunning(true);
    setProblem(null);
    const result = await send(order);
    markRunning(false);
    onTouched();
    if (!result.ok) return tellFailure(result.error);
    if (result.data.length > 1 || result.data[0]?.outcome === "refused") return setRows(result.data);
    const to = order.successor ? ` to ${personName(order.successor.advocate)}` : "";
    notifications.show({ message: `The attribution was ${CHANGE_WORDS[order.kind].done}${to}.` });
    onFinish();
  }

  return { apply, pending, problem, rows };
}

async function send({ kind, ids, successor, reason }: Order): Promise<ActionResult<ReportRow[]>> {
  if (kind === "reassign") return callAction(reassign, { ids, reason, ...successorInput(successor) });
  return callAction(changeStatus, { ids, reason, to: kind === "activate" ? "active" : "inactive" });
}
