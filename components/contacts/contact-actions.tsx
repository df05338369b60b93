"use client";

import type { ContactDetails } from "@/lib/contacts/details";
import { ContactMenu } from "./contact-menu";
import { EditContactLink } from "./page-links";

/** What an admin can do with a contact: change it, and what is not done every day. */
export function ContactActions({ contact }: { contact: ContactDetails }) {
  const { id, name, email, status } = contact;
  return (
    <>
      <EditContactLink id={id} />
      <ContactMenu contact={{ id, name, email, status }} />
    </>
  );
}
