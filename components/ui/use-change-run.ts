"use client";

import { notifications } from "@mantine/notifications";
import { useRef, useState } from "react";
import type { ActionError, ActionResult } from "@/lib/http/result";
import type { ChangeListeners } from "./change-modal";
import { tellRefusal } from "./tell-refusal";

/**
 * Does a change once, however often it is clicked. What `told` finds a sentence for is told in passing and finishes;
 * anything else is left in `result`, to be read.
 */
export function useChangeRun<T>(
  { onBusy, onTouched, onFinish }: Omit<ChangeListeners, "onCancel">,
  told: (result: T) => string | null,
) {
  const [result, setResult] = useState<T | null>(null);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);
  const running = useRef(false);

  function markRunning(isRunning: boolean) {
    running.current = isRunning;
    setPending(isRunning);
    onBusy(isRunning);
  }

  function tellFailure(error: ActionError) {
    if (error.code !== "forbidden") return setProblem(error);
    // Whoever lost the right to change things has nothing more to do in the dialog.
    tellRefusal(error);
    onFinish();
  }

  async function run(send: () => Promise<ActionResult<T>>) {
    // A second click can come before the button is seen to be disabled.
    if (running.current) return;
    markRunning(true);
    setProblem(null);
    const answer = await send();
    markRunning(false);
    onTouched();
    if (!answer.ok) return tellFailure(answer.error);
    const message = told(answer.data);
    if (message === null) return setResult(answer.data);
    notifications.show({ message });
    onFinish();
  }

  return { run, pending, problem, result };
}
