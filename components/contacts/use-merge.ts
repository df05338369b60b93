"use client";

import { useEffect, useState } from "react";
import { mergeContacts, previewMerge } from "@/app/(admin)/audience/contacts/merge-actions";
import { callAction } from "@/components/ui/call-action";
import type { StoryEntry } from "@/lib/attributions/contact-story";
import type { MergePreview } from "@/lib/attributions/merge";

type Seen = { asked: string; preview: MergePreview | null; problem: string | null };

/** What is asked for, what it would do, and the merge itself, which does that or nothing. */
export function useMerge({ staysId, goesId }: { staysId: string; goesId: string | null }) {
  const [seen, setSeen] = useState<Seen | null>(null);
  /** What happened between looking and confirming; null while nothing did. */
  const [meanwhile, setMeanwhile] = useState<StoryEntry[] | null>(null);
  const [pending, setPending] = useState(false);
  const asked = goesId ? JSON.stringify({ staysId, goesId }) : null;

  useEffect(() => {
    if (!asked) return;
    let isLatest = true;
    setMeanwhile(null);
    void callAction(previewMerge, JSON.parse(asked)).then((result) => {
      if (!isLatest) return;
      setSeen(
        result.ok
          ? { asked, preview: result.data, problem: null }
          : { asked, preview: null, problem: result.error.message },
      );
    });
    return () => {
      isLatest = false;
    };
  }, [asked]);

  const current = seen?.asked === asked ? seen : null;
  const preview = current?.preview ?? null;

  /** @returns whether the two contacts are one now */
  async function merge(): Promise<boolean> {
    if (!preview || !asked || !goesId || pending) return false;
    setPending(true);
    const { version, asOf } = preview;
    const result = await callAction(mergeContacts, { staysId, goesId, version, asOf });
    setPending(false);
    if (!result.ok) setSeen({ asked, preview, problem: result.error.message });
    else if (result.data.outcome === "changed_meanwhile") {
      setSeen({ asked, preview: result.data.preview, problem: null });
      setMeanwhile(result.data.meanwhile);
    }
    return result.ok && result.data.outcome === "merged";
  }

  return { preview, problem: current?.problem ?? null, meanwhile, pending, merge };
}
