"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { PickedContact } from "@/components/contacts/picked-contact";
import { useSearch } from "@/components/ui/use-search";
import type { DraftCheck } from "@/lib/attributions/record-queries";
import type { CheckDraftInput, DraftField } from "@/lib/attributions/schema";
import { draftErrors } from "@/lib/attributions/wording";

export type DraftFields = {
  customer: PickedContact | null;
  campaignId: string | null;
  advocate: PickedContact | null;
  code: string;
  reason: string;
};

export type FieldErrors = Partial<Record<DraftField | "reason", string>>;

export const EMPTY_DRAFT: DraftFields = { customer: null, campaignId: null, advocate: null, code: "", reason: "" };

const PAUSE_MS = 250;

/** The address that checks a half-filled form; null while nothing is filled in. */
export function checkUrl(input: CheckDraftInput): string | null {
  const filled = Object.entries(input).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return filled.length > 0 ? `/api/ui/draft-check?${new URLSearchParams(filled)}` : null;
}

/** The fields of the "Add Manual" form, what the server says to them so far, and what each field has wrong. */
export function useCreateDraft(initial: DraftFields) {
  const [fields, setFields] = useState(initial);
  const [refused, setRefused] = useState<FieldErrors>({});
  const [code] = useDebouncedValue(fields.code.trim(), PAUSE_MS);
  const input = {
    customerId: fields.customer?.id,
    campaignId: fields.campaignId,
    advocateId: fields.advocate?.id,
    code: code.slice(0, 64),
  };
  const url = checkUrl(input);
  const { data, error, isStale, retry } = useSearch<DraftCheck>(url);
  const check = url ? (data ?? null) : null;
  const isChecking = url !== null && (isStale || code !== fields.code.trim());
  const byCode = fields.code.trim() !== "";
  const found = check && !isChecking && !error ? draftErrors(check.problems, { ...check, byCode }) : {};

  /** Changes fields; what was refused about them is not true any more. */
  function change(changed: Partial<DraftFields>) {
    setFields((present) => ({ ...present, ...changed }));
    setRefused((present) => {
      const fieldsOf: Record<keyof DraftFields, (keyof FieldErrors)[]> = {
        customer: ["customer", "advocate"],
        campaignId: ["campaign", "advocate", "code"],
        advocate: ["advocate", "code"],
        code: ["advocate", "code", "campaign"],
        reason: ["reason"],
      };
      const kept = { ...present };
      for (const key of Object.keys(changed) as (keyof DraftFields)[])
        for (const name of fieldsOf[key]) delete kept[name];
      return kept;
    });
  }

  return {
    fields,
    change,
    /** Starts again with these fields. */
    reset: (to: DraftFields) => {
      setFields(to);
      setRefused({});
    },
    /** The chosen campaign, or the one the code belongs to. */
    campaignId: fields.campaignId ?? (byCode ? (check?.campaign?.id ?? null) : null),
    byCode,
    check,
    checkError: error?.message ?? null,
    isChecking,
    retryCheck: retry,
    errors: { ...found, ...refused } as FieldErrors,
    refused,
    setRefused,
  };
}

export type CreateDraft = ReturnType<typeof useCreateDraft>;
