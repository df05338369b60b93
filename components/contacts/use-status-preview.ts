"use client";

import { useEffect, useState } from "react";
import { previewStatus } from "@/app/(admin)/audience/contacts/actions";
import { callAction } from "@/components/ui/call-action";
import type { ContactStatus, ContactTarget, StatusPreview } from "@/lib/contacts/schema";

type Found = { asked: string; preview: StatusPreview | null; problem: string | null };

/** What another status would do to contacts, asked anew whenever it is about others; null while that is not known. */
export function useStatusPreview(target: ContactTarget | null, to: ContactStatus | null) {
  const [found, setFound] = useState<Found | null>(null);
  const asked = target && to ? JSON.stringify({ target, to }) : null;
  useEffect(() => {
    if (!asked) return;
    let isLatest = true;
    void callAction(previewStatus, JSON.parse(asked)).then((result) => {
      if (!isLatest) return;
      setFound(
        result.ok
          ? { asked, preview: result.data, problem: null }
          : { asked, preview: null, problem: result.error.message },
      );
    });
    return () => {
      isLatest = false;
    };
  }, [asked]);
  const current = found?.asked === asked ? found : null;
  return { preview: current?.preview ?? null, problem: current?.problem ?? null };
}
