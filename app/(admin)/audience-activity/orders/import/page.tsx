import type { Metadata } from "next";
import { ImportsPage } from "@/app/(admin)/imports/imports-page";
import { requireAdmin } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Import Orders" };

export default async function OrderImportsPage({ searchParams }: PageProps<"/audience-activity/orders/import">) {
  await requireAdmin();
  return (
    <ImportsPage
      kind="orders"
      title="Import Orders"
      description="Records the orders of a file, and credits whoever referred the customers. Nothing is written until you have seen what each row would do."
      breadcrumbs={[{ label: "Orders", href: "/audience-activity/orders" }]}
      searchParams={searchParams}
    />
  );
}
