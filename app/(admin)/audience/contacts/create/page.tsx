import type { Metadata } from "next";
import { ContactForm } from "@/components/contacts/contact-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Create Contact" };

export default async function CreateContactPage() {
  await requireAdmin();
  return (
    <>
      <PageHeader
        title="Create Contact"
        description="A contact is known by its e-mail. Only an enrolled contact in a segment of a campaign may refer there."
        breadcrumbs={[{ label: "Audience" }, { label: "Contacts", href: "/audience/contacts" }]}
      />
      <ContactForm />
    </>
  );
}
