import { NoSuchImport } from "@/components/imports/no-such-import";

export default function OrderImportNotFound() {
  return <NoSuchImport to={{ href: "/audience-activity/orders/import", label: "Import Orders" }} />;
}
