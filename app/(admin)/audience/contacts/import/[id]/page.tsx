import type { Metadata } from "next";
import { ImportPage, importTitle } from "@/app/(admin)/imports/import-page";
import { requireAdmin } from "@/lib/auth/session";

type Props = PageProps<"/audience/contacts/import/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireAdmin();
  return { title: await importTitle("contacts", (await params).id, "Import Contacts") };
}

export default async function ContactImportPage({ params }: Props) {
  await requireAdmin();
  return (
    <ImportPage
      kind="contacts"
      id={(await params).id}
      breadcrumbs={[
        { label: "Audience" },
        { label: "Contacts", href: "/audience/contacts" },
        { label: "Import Contacts", href: "/audience/contacts/import" },
      ]}
    />
  );
}
