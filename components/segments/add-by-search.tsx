"use client";

import { Button, CloseButton, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { addMembers } from "@/app/(admin)/audience/segments/member-actions";
import { ContactPicker } from "@/components/contacts/contact-picker";
import { personName } from "@/components/contacts/person-name";
import type { PickedContact } from "@/components/contacts/picked-contact";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import type { AddReport } from "@/lib/segments/member-commands";
import { contactCount } from "@/lib/segments/wording";
import classes from "./add-contacts.module.css";

type Props = { segmentId: string; onAdded: (report: AddReport) => void; onCancel: () => void };

/** Contacts are found one after the other, and added together. */
export function AddBySearch({ segmentId, onAdded, onCancel }: Props) {
  const [picked, setPicked] = useState<PickedContact[]>([]);
  const { submit, problem, pending } = useSubmit(
    () => callAction(addMembers, { segmentId, contactIds: picked.map(({ id }) => id) }),
    onAdded,
  );
  const add = (contact: PickedContact | null) => {
    if (contact) setPicked((before) => [...before.filter(({ id }) => id !== contact.id), contact]);
  };

  return (
    <Form onSubmit={submit}>
      <Stack gap="md">
        <FormProblem problem={problem} />
        <ContactPicker
          label="Contact"
          description="Pick as many as you like, one after the other."
          placeholder="Name or e-mail"
          error={problem?.fields?.contactIds}
          value={null}
          onChange={add}
        />
        {picked.length > 0 && (
          <ul className={classes.picked} aria-label="Contacts to add">
            {picked.map((contact) => (
              <li key={contact.id} className={classes.person}>
                <span className={classes.words}>
                  {personName(contact)}
                  {contact.name && <span className={classes.email}>{contact.email}</span>}
                </span>
                <CloseButton
                  size="sm"
                  aria-label={`Leave out ${personName(contact)}`}
                  onClick={() => setPicked(picked.filter(({ id }) => id !== contact.id))}
                />
              </li>
            ))}
          </ul>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={picked.length === 0}>
            {picked.length > 0 ? `Add ${contactCount(picked.length)}` : "Add"}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
