import type { Metadata } from "next";
import { ImportPage, importTitle } from "@/app/(admin)/imports/import-page";
import { requireAdmin } from "@/lib/auth/session";

type Props = PageProps<"/audience-activity/referral-attribution/import/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireAdmin();
  return { title: await importTitle("attributions", (await params).id, "CSV Import") };
}

export default async function CsvImportPage({ params }: Props) {
  await requireAdmin();
  return (
    <ImportPage
      kind="attributions"
      id={(await params).id}
      breadcrumbs={[
        { label: "Audience Activity" },
        { label: "Referral Attribution", href: "/audience-activity/referral-attribution" },
        { label: "CSV Import", href: "/audience-activity/referral-attribution/import" },
      ]}
    />
  );
}
