"use client";

import { useCallback, useEffect, useState } from "react";
import type { ActionError, ActionResult } from "@/lib/http/result";
import { callAction } from "./call-action";

const UNREACHABLE = "Attaché could not be reached. Nothing was changed. Check your connection, then try again.";

type Found<T> = { asked: string; preview: T | null; problem: string | null };

/**
 * What an action says it would do, asked anew whenever the input is another one; null while that is not known. A null
 * input asks nothing; `again` asks the same once more.
 */
export function usePreview<I, T>(action: (input: I) => Promise<ActionResult<T>>, input: I | null) {
  const [found, setFound] = useState<Found<T> | null>(null);
  const [round, setRound] = useState(0);
  const asked = input === null ? null : JSON.stringify({ input, round });
  useEffect(() => {
    if (!asked) return;
    let isLatest = true;
    void callAction(action, JSON.parse(asked).input as I).then((result) => {
      if (!isLatest) return;
      setFound(
        result.ok
          ? { asked, preview: result.data, problem: null }
          : { asked, preview: null, problem: previewProblem(result.error) },
      );
    });
    return () => {
      isLatest = false;
    };
  }, [action, asked]);
  const current = found?.asked === asked ? found : null;
  const again = useCallback(() => setRound((count) => count + 1), []);
  return { preview: current?.preview ?? null, problem: current?.problem ?? null, again };
}

/** Why there is no preview. It would have changed nothing, so a lost one leaves nothing in doubt. */
export function previewProblem({ code, message }: ActionError): string {
  return code === "unreachable" ? UNREACHABLE : message;
}
