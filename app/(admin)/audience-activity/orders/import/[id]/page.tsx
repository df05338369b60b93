import type { Metadata } from "next";
import { ImportPage, importTitle } from "@/app/(admin)/imports/import-page";
import { requireAdmin } from "@/lib/auth/session";

type Props = PageProps<"/audience-activity/orders/import/[id]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireAdmin();
  return { title: await importTitle("orders", (await params).id, "Import Orders") };
}

export default async function OrderImportPage({ params }: Props) {
  await requireAdmin();
  return (
    <ImportPage
      kind="orders"
      id={(await params).id}
      breadcrumbs={[
        { label: "Orders", href: "/audience-activity/orders" },
        { label: "Import Orders", href: "/audience-activity/orders/import" },
      ]}
    />
  );
}
