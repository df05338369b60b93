import type { Metadata } from "next";
import { notFound, permanentRedirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { ContactActions } from "@/components/contacts/contact-actions";
import { contactHref } from "@/components/contacts/contact-href";
import { ContactView } from "@/components/contacts/contact-view";
import { personName } from "@/components/contacts/person-name";
import { PageHeader } from "@/components/ui/page-header";
import { listContactStory, listReferralsBy, listReferralsOf } from "@/lib/attributions/contact-story";
import { requireUser } from "@/lib/auth/session";
import { findContactDetails, listAdvocacies } from "@/lib/contacts/details";
import { getPool } from "@/lib/db/pool";

type Props = PageProps<"/audience/contacts/[id]">;

/** Asked once for the page and its title. An address that is no id names no contact. */
const findContact = cache(async (id: string) =>
  z.uuid().safeParse(id).success ? await findContactDetails(getPool(), id) : null,
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireUser();
  const contact = await findContact((await params).id);
  return { title: contact ? `${personName(contact)} · Contacts` : "Not found" };
}

export default async function ContactPage({ params }: Props) {
  const user = await requireUser();
  const contact = await findContact((await params).id);
  if (!contact) notFound();
  if (contact.mergedInto) permanentRedirect(contactHref(contact.mergedInto));
  const db = getPool();
  const [advocacies, referredBy, referred, story] = await Promise.all([
    listAdvocacies(db, contact.id),
    listReferralsOf(db, contact.id),
    listReferralsBy(db, contact.id),
    listContactStory(db, contact.id),
  ]);
  return (
    <>
      <PageHeader
        title={personName(contact)}
        breadcrumbs={[{ label: "Audience" }, { label: "Contacts", href: "/audience/contacts" }]}
        actions={user.role === "admin" && !contact.erasedAt && <ContactActions contact={contact} />}
      />
      <ContactView
        {...{ contact, advocacies, referredBy, referred, story }}
        linkBase={`${process.env.ATTACHE_URL}/r/`}
      />
    </>
  );
}
