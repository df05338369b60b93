import type { Metadata } from "next";
import { ImportsPage } from "@/app/(admin)/imports/imports-page";
import { requireAdmin } from "@/lib/auth/session";

export const metadata: Metadata = { title: "CSV Import" };

export default async function CsvImportsPage({
  searchParams,
}: PageProps<"/audience-activity/referral-attribution/import">) {
  await requireAdmin();
  return (
    <ImportsPage
      kind="attributions"
      title="CSV Import"
      description="Creates, activates and deactivates referral attributions in bulk. Nothing is written until you have seen what each row would do."
      breadcrumbs={[
        { label: "Audience Activity" },
        { label: "Referral Attribution", href: "/audience-activity/referral-attribution" },
      ]}
      searchParams={searchParams}
    />
  );
}
