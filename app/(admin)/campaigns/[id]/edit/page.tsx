import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CampaignForm } from "@/components/campaigns/campaign-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { listSegmentOptions } from "@/lib/segments/queries";
import { findById } from "../find-by-id";

export const metadata: Metadata = { title: "Edit campaign" };

export default async function EditCampaignPage({ params }: PageProps<"/campaigns/[id]/edit">) {
  await requireAdmin();
  const [campaign, segments] = await Promise.all([findById((await params).id), listSegmentOptions(getPool())]);
  if (!campaign) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${campaign.name}`}
        breadcrumbs={[
          { label: "Campaigns", href: "/campaigns" },
          { label: campaign.name, href: `/campaigns/${campaign.id}` },
        ]}
      />
      <CampaignForm segments={segments} campaign={campaign} />
    </>
  );
}
