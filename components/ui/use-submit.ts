"use client";

import { type FormEvent, useState } from "react";
import type { ActionError, ActionResult } from "@/lib/http/result";

/**
 * Sends a form and keeps what came of it: `pending` while it is under way, `problem` when it was refused.
 * @param send reads the form's fields and calls the action
 * @param done after a success
 * @param options leaves: another page follows a success, and until it is there the form stays closed
 */
export function useSubmit<T>(
  send: (form: FormData) => Promise<ActionResult<T>>,
  done: (data: T, form: HTMLFormElement) => unknown,
  { leaves = false } = {},
) {
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    setPending(true);
    const result = await send(new FormData(element));
    setProblem(result.ok ? null : result.error);
    if (result.ok) await done(result.data, element);
    if (!result.ok || !leaves) setPending(false);
  }

  return { submit, problem, pending };
}
