import type { Metadata } from "next";
import { ImportsPage } from "@/app/(admin)/imports/imports-page";
import { requireAdmin } from "@/lib/auth/session";

export const metadata: Metadata = { title: "Import Coupon Codes" };

export default async function CodeImportsPage({ searchParams }: PageProps<"/campaigns/import-codes">) {
  await requireAdmin();
  return (
    <ImportsPage
      kind="coupons"
      title="Import Coupon Codes"
      description="Gives advocates the coupon codes of a file. Nothing is written until you have seen what each row would do."
      breadcrumbs={[{ label: "Campaigns", href: "/campaigns" }]}
      searchParams={searchParams}
    />
  );
}
