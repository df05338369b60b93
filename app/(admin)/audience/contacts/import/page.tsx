import type { Metadata } from "next";
import { ImportsPage } from "@/app/(admin)/imports/imports-page";
import { requireAdmin } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Import Contacts" };

export default async function ContactImportsPage({ searchParams }: PageProps<"/audience/contacts/import">) {
  await requireAdmin();
  return (
    <ImportsPage
      kind="contacts"
      title="Import Contacts"
      description="Creates and updates contacts in bulk, and adds them to segments. Nothing is written until you have seen what each row would do."
      breadcrumbs={[{ label: "Audience" }, { label: "Contacts", href: "/audience/contacts" }]}
      searchParams={searchParams}
    />
  );
}
