"use client";

import { Alert, Button, Group, Select, TextInput, type TextInputProps } from "@mantine/core";
import Link from "next/link";
import { useState } from "react";
import { previewStatus } from "@/app/(admin)/audience/contacts/actions";
import { Form } from "@/components/ui/form";
import { usePreview } from "@/components/ui/use-preview";
import type { ContactDetails } from "@/lib/contacts/details";
import { CONTACT_STATUSES, type ContactStatus } from "@/lib/contacts/schema";
import { CONTACT_STATUS_HINTS, CONTACT_STATUS_LABELS } from "@/lib/contacts/wording";
import classes from "./contact-form.module.css";
import { CONTACTS, contactHref } from "./contact-href";
import { ContactLink } from "./contact-link";
import { CustomFields } from "./custom-fields";
import { StatusConsequences } from "./status-consequences";
import { type ContactFormState, type TextField, useContactForm } from "./use-contact-form";

/** Creates a contact, or changes the given one. */
export function ContactForm({ contact: given }: { contact?: ContactDetails }) {
  // As it was when the form was opened: a page that is drawn anew must not put what was typed over a newer version.
  const [contact] = useState(given);
  const state = useContactForm(contact);
  const { draft, change, submit, pending, refusal, form } = state;
  return (
    <Form ref={form} onSubmit={submit} className={classes.form} noValidate>
      {refusal.message && (
        <Alert color="red" variant="light" role="alert">
          {refusal.message}
        </Alert>
      )}
      <Text
        state={state}
        field="email"
        label="Email"
        type="email"
        inputMode="email"
        maxLength={320}
        autoFocus={!contact}
      />
      <div className={classes.pair}>
        <Text state={state} field="firstName" label="First name" />
        <Text state={state} field="lastName" label="Last name" />
        <Text state={state} field="phone" label="Phone" type="tel" maxLength={50} />
        <Text state={state} field="company" label="Company" />
      </div>
      <Text
        state={state}
        field="uid"
        label="External UID"
        description="The contact's id in another system. No two contacts share one."
        spellCheck={false}
      />
      <StatusField state={state} contact={contact} />
      <CustomFields
        fields={draft.customFields}
        onChange={(customFields) => change({ customFields })}
        error={refusal.fields.customFields}
      />
      <Group gap="xs" mt="xs">
        <Button type="submit" loading={pending}>
          {contact ? "Save changes" : "Create Contact"}
        </Button>
        <Button component={Link} href={contact ? contactHref(contact.id) : CONTACTS} variant="default">
          Cancel
        </Button>
      </Group>
    </Form>
  );
}

type TextProps = { state: ContactFormState; field: TextField } & Omit<TextInputProps, "form">;

function Text({ state: { draft, change, refusal }, field, ...input }: TextProps) {
  const problem = refusal.fields[field];
  return (
    <TextInput
      maxLength={200}
      autoComplete="off"
      {...input}
      value={draft[field]}
      onChange={(event) => change({ [field]: event.currentTarget.value })}
      error={
        problem && (
          <>
            {problem}
            {refusal.holder && (
              <>
                {" "}
                It belongs to <ContactLink person={refusal.holder} />.
              </>
            )}
          </>
        )
      }
    />
  );
}

const OPTIONS = CONTACT_STATUSES.map((value) => ({ value, label: CONTACT_STATUS_LABELS[value] }));

/** The status, and what another one does before it is saved. */
function StatusField({
  state: { draft, change, refusal },
  contact,
}: {
  state: ContactFormState;
  contact?: ContactDetails;
}) {
  const isChanged = contact !== undefined && draft.status !== contact.status;
  const { preview, problem } = usePreview(
    previewStatus,
    isChanged ? { target: { ids: [contact.id] }, to: draft.status } : null,
  );
  return (
    <>
      <Select
        label="Status"
        description={CONTACT_STATUS_HINTS[draft.status]}
        data={OPTIONS}
        value={draft.status}
        onChange={(status) => change({ status: status as ContactStatus })}
        allowDeselect={false}
        error={refusal.fields.status}
        comboboxProps={{ keepMounted: false, transitionProps: { duration: 0 } }}
      />
      {isChanged && (
        <StatusConsequences
          preview={preview}
          problem={problem}
          title={`When you save: ${CONTACT_STATUS_LABELS[contact.status]} becomes ${CONTACT_STATUS_LABELS[draft.status]}`}
        />
      )}
    </>
  );
}
