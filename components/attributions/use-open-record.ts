"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useEffect, useRef, useState } from "react";

/** Which record is open in the drawer; opening one is a step of the history, so that Back closes it. */
export function useOpenRecord() {
  const [id, setId] = useQueryState("record", parseAsString);
  const pushed = useRef<string | null>(null);
  // Closed already, though the address does not say so yet: going back takes the browser a moment.
  const [closing, setClosing] = useState<string | null>(null);
  // Opened in that moment. A step made now would be the one that is taken back, and the closed record come up again.
  const [waiting, setWaiting] = useState<string | null>(null);
  if (id === null && closing !== null) setClosing(null);

  const push = useCallback(
    (record: string) => {
      pushed.current = record;
      void setId(record, { history: "push" });
    },
    [setId],
  );

  const open = closing === null ? push : setWaiting;

  useEffect(() => {
    if (closing !== null || waiting === null) return;
    push(waiting);
    setWaiting(null);
  }, [closing, waiting, push]);

  const close = useCallback(() => {
    setWaiting(null);
    const inAddress = new URLSearchParams(window.location.search).get("record");
    setClosing(inAddress);
    // The step that opened it is taken back, so that the next Back leaves the list and does not seem to do nothing.
    if (inAddress !== null && inAddress === pushed.current) window.history.back();
    else void setId(null, { history: "replace" });
    pushed.current = null;
  }, [setId]);

  return { id: waiting ?? (id === closing ? null : id), open, close };
}
