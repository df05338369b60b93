"use client";

import { useEffect, useRef, useState } from "react";
import { setChoices } from "@/app/(admin)/imports/actions";
import type { Choices, ImportView } from "@/lib/imports/schema";
import type { TakeStep } from "./use-import";

/**
 * The choices as somebody sets them: on the page at once, and sent as soon as nothing counts any more, the last ones
 * only. When they are refused, those that hold are shown again.
 */
export function useChoices(view: ImportView, { take, pending }: { take: TakeStep; pending: boolean }) {
  const [asked, setAsked] = useState<Choices | null>(null);
  const sent = useRef<Choices | null>(null);
  const isFree = view.state === "checked" && !pending;

  useEffect(() => {
    if (!asked || !isFree || sent.current === asked) return;
    sent.current = asked;
    void take(setChoices, { id: view.id, choices: asked }).then(() =>
      setAsked((latest) => (latest === asked ? null : latest)),
    );
  }, [asked, isFree, take, view.id]);

  const choices = asked ?? view.choices;
  return {
    choices,
    isChanging: asked !== null,
    change: setAsked,
  };
}
