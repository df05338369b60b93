"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { createContact, type SavedContact, updateContact } from "@/app/(admin)/audience/contacts/actions";
import { callAction } from "@/components/ui/call-action";
import type { ContactDetails } from "@/lib/contacts/details";
import type { ContactStatus } from "@/lib/contacts/schema";
import { contactHref } from "./contact-href";
import type { CustomField } from "./custom-fields";

const TEXTS = ["email", "firstName", "lastName", "uid", "phone", "company"] as const;
export type TextField = (typeof TEXTS)[number];
export type ContactDraft = Record<TextField, string> & { status: ContactStatus; customFields: CustomField[] };

type Refusal = {
  fields: Record<string, string>;
  message: string | null;
  holder: Extract<SavedContact, { saved: false }>["holder"];
};
const NOTHING: Refusal = { fields: {}, message: null, holder: null };

function draftOf(contact: ContactDetails | undefined): ContactDraft {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, contact?.[field] ?? ""])) as Record<TextField, string>;
  const customFields = (contact?.customFields ?? []).map((field, key) => ({ ...field, key }));
  return { ...texts, status: contact?.status ?? "prospect", customFields };
}

/** What is typed into the form of a contact, sent once however often it is submitted, and what was refused. */
export function useContactForm(contact: ContactDetails | undefined) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(contact));
  const [refusal, setRefusal] = useState(NOTHING);
  const [pending, setPending] = useState(false);
  const saving = useRef(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (Object.keys(refusal.fields).length > 0) {
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }, [refusal]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    // A second click can come before the button is seen to be disabled; it must not save a second time.
    if (saving.current) return;
    saving.current = true;
    setPending(true);
    setRefusal(NOTHING);
    const fields = { ...draft, customFields: draft.customFields.map(({ name, value }) => ({ name, value })) };
    const result = contact
      ? await callAction(updateContact, { ...fields, id: contact.id, version: contact.version })
      : await callAction(createContact, fields);
    if (result.ok && result.data.saved) return router.push(contactHref(result.data.id));
    saving.current = false;
    setPending(false);
    if (result.ok) {
      const { field, message, holder } = result.data as Extract<SavedContact, { saved: false }>;
      return setRefusal({ fields: { [field]: message }, message: null, holder });
    }
    const { fields: each, message } = result.error;
    setRefusal({ fields: each ?? {}, message: each ? null : message, holder: null });
  }

  const change = (patch: Partial<ContactDraft>) => setDraft((before) => ({ ...before, ...patch }));
  return { draft, change, submit, pending, refusal, form };
}

export type ContactFormState = ReturnType<typeof useContactForm>;
