import type { Metadata } from "next";
import { z } from "zod";
import { OrderForm } from "@/components/orders/order-form";
import { ORDERS } from "@/components/orders/order-href";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { findContact } from "@/lib/contacts/queries";
import { getPool } from "@/lib/db/pool";

export const metadata: Metadata = { title: "Create Order" };

/** What a link may fill in beforehand; whatever does not make sense is left empty. */
const prefillSchema = z.object({ customer: z.uuid().nullable().catch(null) });

export default async function CreateOrderPage({ searchParams }: PageProps<"/audience-activity/orders/create">) {
  await requireAdmin();
  const prefill = prefillSchema.parse(await searchParams);
  const [campaigns, customer] = await Promise.all([
    listCampaignOptions(getPool()),
    prefill.customer && findContact(getPool(), prefill.customer),
  ]);
  return (
    <>
      <PageHeader
        title="Create Order"
        description="Records a purchase by hand. Whoever stands in the campaign is credited; where nobody does, the advocate or code you name."
        breadcrumbs={[{ label: "Audience Activity" }, { label: "Orders", href: ORDERS }]}
      />
      <OrderForm campaigns={campaigns} customerEmail={customer ? customer.email : ""} />
    </>
  );
}
