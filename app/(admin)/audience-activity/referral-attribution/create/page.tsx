import type { Metadata } from "next";
import { z } from "zod";
import { CreateForm } from "@/components/attributions/create-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { findContact } from "@/lib/contacts/queries";
import { getPool } from "@/lib/db/pool";

export const metadata: Metadata = { title: "Create Referral Attribution" };

/** What a link may fill in beforehand; whatever does not make sense is left empty. */
const prefillSchema = z.object({
  customer: z.uuid().nullable().catch(null),
  advocate: z.uuid().nullable().catch(null),
  campaign: z.string().nullable().catch(null),
});

export default async function CreatePage({
  searchParams,
}: PageProps<"/audience-activity/referral-attribution/create">) {
  await requireAdmin();
  const prefill = prefillSchema.parse(await searchParams);
  const [campaigns, customer, advocate] = await Promise.all([
    listCampaignOptions(getPool()),
    prefill.customer && findContact(getPool(), prefill.customer),
    prefill.advocate && findContact(getPool(), prefill.advocate),
  ]);
  const campaign = campaigns.find(({ uid }) => uid === prefill.campaign);
  return (
    <>
      <PageHeader
        title="Create Referral Attribution"
        description="Says by hand who referred a contact. Both must exist as contacts; the advocate must be enrolled and in a segment of the campaign."
        breadcrumbs={[
          { label: "Audience Activity" },
          { label: "Referral Attribution", href: "/audience-activity/referral-attribution" },
        ]}
      />
      <CreateForm
        campaigns={campaigns}
        initial={{
          customer: customer || null,
          campaignId: campaign?.id ?? null,
          advocate: advocate || null,
          code: "",
          reason: "",
        }}
      />
    </>
  );
}
