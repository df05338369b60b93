"use client";

import { useRef, useState } from "react";
import useSWR from "swr";
import { callAction } from "@/components/ui/call-action";
import { fetchJson, type ReadError } from "@/components/ui/fetch-json";
import type { ActionError, ActionResult } from "@/lib/http/result";
import type { ImportView } from "@/lib/imports/schema";
import { viewUrl } from "./addresses";
import { isWorking } from "./states";

const POLL_MS = 1000;
/** Most work is over within seconds: until then nobody is to wait for the next look. */
const FIRST_POLLS_MS = 300;
const FIRST_SECONDS_MS = 5000;
const RETRY_MS = 2000;

/** A step of an import that a person takes; answers whether it was taken. */
export type TakeStep = <I>(action: (input: I) => Promise<ActionResult<ImportView>>, input: I) => Promise<boolean>;

/** One import as it stands, read again and again while something works on it, and the steps one can take with it. */
export function useImport(initial: ImportView) {
  const begun = useRef(0);
  const pollMs = () => (Date.now() - begun.current < FIRST_SECONDS_MS ? FIRST_POLLS_MS : POLL_MS);
  const { data, error, mutate } = useSWR<ImportView, ReadError>(viewUrl(initial.id), (url: string) => fetchJson(url), {
    fallbackData: initial,
    revalidateOnMount: false,
    // What the page brought along is not in the cache yet.
    refreshInterval: (latest) => (isWorking(latest ?? initial) ? pollMs() : 0),
    dedupingInterval: FIRST_POLLS_MS / 2,
    errorRetryInterval: RETRY_MS,
  });
  const running = useRef(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ActionError | null>(null);

  const take: TakeStep = async (action, input) => {
    // A second click can come before the button is seen to be disabled.
    if (running.current) return false;
    running.current = true;
    begun.current = Date.now();
    setPending(true);
    const result = await callAction(action, input);
    running.current = false;
    setPending(false);
    setProblem(result.ok ? null : result.error);
    // A refused step was offered because what is shown is old.
    await (result.ok ? mutate(result.data, { revalidate: false }) : mutate());
    return result.ok;
  };

  return { view: data ?? initial, readProblem: error ?? null, take, pending, problem };
}
