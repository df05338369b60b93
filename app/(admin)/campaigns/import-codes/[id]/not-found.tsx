import { NoSuchImport } from "@/components/imports/no-such-import";

export default function CodeImportNotFound() {
  return <NoSuchImport to={{ href: "/campaigns/import-codes", label: "Import Coupon Codes" }} />;
}
