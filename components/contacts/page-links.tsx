"use client";

import { Button } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { CONTACTS, contactHref } from "./contact-href";

/** Leads to the form for a new contact. */
export function CreateContactLink() {
  return (
    <Button component={Link} href={`${CONTACTS}/create`} leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />}>
      Create Contact
    </Button>
  );
}

/** Leads to the form that changes a contact. */
export function EditContactLink({ id }: { id: string }) {
  return (
    <Button
      component={Link}
      href={`${contactHref(id)}/edit`}
      variant="default"
      leftSection={<IconPencil size={16} stroke={1.8} aria-hidden />}
    >
      Edit
    </Button>
  );
}
