import { NoSuchImport } from "@/components/imports/no-such-import";

export default function ImportNotFound() {
  return <NoSuchImport to={{ href: "/audience-activity/referral-attribution/import", label: "CSV Import" }} />;
}
