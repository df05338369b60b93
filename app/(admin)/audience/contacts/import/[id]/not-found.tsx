import { NoSuchImport } from "@/components/imports/no-such-import";

export default function ContactImportNotFound() {
  return <NoSuchImport to={{ href: "/audience/contacts/import", label: "Import Contacts" }} />;
}
