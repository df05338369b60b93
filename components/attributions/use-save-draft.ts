"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { personName } from "@/components/contacts/person-name";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { About } from "./created-panel";
import { type CreatedAttribution, saveDraft } from "./save-draft";
import type { CreateDraft } from "./use-create-draft";

/** Saves the form once however often it is sent, keeps what came of it, and leads to the first field that is refused. */
export function useSaveDraft({ fields, campaignId, refused, setRefused }: CreateDraft, campaigns: CampaignOption[]) {
  const [created, setCreated] = useState<(CreatedAttribution & About) | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const saving = useRef(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (Object.keys(refused).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not(:disabled)')?.focus();
  }, [refused]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    // A second click can come before the button is seen to be disabled; it must not save a second time.
    if (saving.current) return;
    saving.current = true;
    setPending(true);
    setProblem(null);
    const result = await saveDraft(fields);
    saving.current = false;
    setPending(false);
    if (result.ok) {
      const campaign = campaigns.find(({ id }) => id === campaignId)?.name ?? "this campaign";
      return setCreated({ ...result.data, contact: personName(fields.customer!), campaign });
    }
    setRefused(result.errors);
    setProblem(result.message);
  }

  return { submit, pending, problem, created, forget: () => setCreated(null), form };
}
