"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useRef, useState } from "react";

/** Which record is open in the drawer; opening one is a step of the history, so that Back closes it. */
export function useOpenRecord() {
  const [id, setId] = useQueryState("record", parseAsString);
  const pushed = useRef<string | null>(null);
  // Closed already, though the address does not say so yet: going back takes the browser a moment.
  const [closing, setClosing] = useState<string | null>(null);
  if (id === null && closing !== null) setClosing(null);

  const open = useCallback(
    (record: string) => {
      pushed.current = record;
      setClosing(null);
      void setId(record, { history: "push" });
    },
    [setId],
  );

  const close = useCallback(() => {
    const inAddress = new URLSearchParams(window.location.search).get("record");
    setClosing(inAddress);
    // The step that opened it is taken back, so that the next Back leaves the list and does not seem to do nothing.
    if (inAddress !== null && inAddress === pushed.current) window.history.back();
    else void setId(null, { history: "replace" });
    pushed.current = null;
  }, [setId]);

  return { id: id === closing ? null : id, open, close };
}
