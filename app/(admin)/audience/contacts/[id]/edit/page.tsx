import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { z } from "zod";
import { ContactForm } from "@/components/contacts/contact-form";
import { contactHref } from "@/components/contacts/contact-href";
import { personName } from "@/components/contacts/person-name";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { findContactDetails } from "@/lib/contacts/details";
import { getPool } from "@/lib/db/pool";

export const metadata: Metadata = { title: "Edit contact" };

export default async function EditContactPage({ params }: PageProps<"/audience/contacts/[id]/edit">) {
  await requireAdmin();
  const { id } = await params;
  const contact = z.uuid().safeParse(id).success ? await findContactDetails(getPool(), id) : null;
  if (!contact || contact.erasedAt) notFound();
  if (contact.mergedInto) permanentRedirect(`${contactHref(contact.mergedInto)}/edit`);
  const name = personName(contact);
  return (
    <>
      <PageHeader
        title={`Edit ${name}`}
        breadcrumbs={[
          { label: "Audience" },
          { label: "Contacts", href: "/audience/contacts" },
          { label: name, href: contactHref(contact.id) },
        ]}
      />
      <ContactForm key={contact.id} contact={contact} />
    </>
  );
}
