import type { Metadata } from "next";
import { ImportPage, importTitle } from "@/app/(admin)/imports/import-page";
import { requireAdmin } from "@/lib/auth/session";

type Props = PageProps<"/campaigns/import-codes/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireAdmin();
  return { title: await importTitle("coupons", (await params).id, "Import Coupon Codes") };
}

export default async function CodeImportPage({ params }: Props) {
  await requireAdmin();
  return (
    <ImportPage
      kind="coupons"
      id={(await params).id}
      breadcrumbs={[
        { label: "Campaigns", href: "/campaigns" },
        { label: "Import Coupon Codes", href: "/campaigns/import-codes" },
      ]}
    />
  );
}
