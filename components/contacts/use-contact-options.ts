"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useSearch } from "@/components/ui/use-search";
import type { PersonCell } from "@/lib/attributions/columns";
import type { ContactOption } from "@/lib/contacts/queries";
import type { PickedContact } from "./picked-contact";

export type EligibleIn = { campaignId: string; name: string; only?: boolean };

export type ContactGroup = { label?: string; options: PickedContact[] };

const PAUSE_MS = 180;

/** The contacts that match what is typed; those who may refer in the campaign first, when one is given. */
export function useContactOptions({ q, enabled, eligible }: { q: string; enabled: boolean; eligible?: EligibleIn }) {
  const [asked] = useDebouncedValue(q.trim(), PAUSE_MS);
  const query = encodeURIComponent(asked);
  const advocates = useSearch<PersonCell[]>(
    enabled && eligible ? `/api/ui/advocates?campaignId=${eligible.campaignId}&q=${query}` : null,
  );
  const contacts = useSearch<ContactOption[]>(enabled && !eligible?.only ? `/api/ui/contacts?q=${query}` : null);
  return {
    groups: enabled ? groupOptions(eligible, advocates.data, contacts.data) : [],
    error: (advocates.error ?? contacts.error)?.message ?? null,
    isStale: asked !== q.trim() || advocates.isStale || contacts.isStale,
    retry: () => {
      if (advocates.error) advocates.retry();
      if (contacts.error) contacts.retry();
    },
  };
}

function groupOptions(
  eligible: EligibleIn | undefined,
  advocates: PersonCell[] | undefined,
  contacts: ContactOption[] | undefined,
): ContactGroup[] {
  const others = contacts ?? [];
  if (!eligible) return others.length > 0 ? [{ options: others }] : [];
  const able = (advocates ?? []).map((advocate) => ({ ...advocate, status: "enrolled" as const }));
  const ids = new Set(able.map(({ id }) => id));
  const rest = eligible.only ? [] : others.filter(({ id }) => !ids.has(id));
  return [
    { label: `May refer in ${eligible.name}`, options: able },
    { label: "Other contacts", options: rest },
  ].filter(({ options }) => options.length > 0);
}
