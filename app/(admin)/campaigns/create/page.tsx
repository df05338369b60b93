import type { Metadata } from "next";
import { CampaignForm } from "@/components/campaigns/campaign-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { listSegmentOptions } from "@/lib/segments/queries";

export const metadata: Metadata = { title: "Create Campaign" };

export default async function CreateCampaignPage() {
  await requireAdmin();
  const segments = await listSegmentOptions(getPool());
  return (
    <>
      <PageHeader
        title="Create Campaign"
        description="Every enrolled contact in its segments becomes an advocate with a shortcode and a referral link."
        breadcrumbs={[{ label: "Campaigns", href: "/campaigns" }]}
      />
      <CampaignForm segments={segments} campaign={null} />
    </>
  );
}
