import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RuleForm } from "@/components/rewards/rule-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { findById } from "../../find-by-id";

export const metadata: Metadata = { title: "Add reward trigger" };

export default async function AddRewardTriggerPage({ params }: PageProps<"/campaigns/[id]/rewards/create">) {
  await requireAdmin();
  const campaign = await findById((await params).id);
  if (!campaign) notFound();
  return (
    <>
      <PageHeader
        title="Add reward trigger"
        description="Says what earns a reward in this campaign, who gets it and how much."
        breadcrumbs={[
          { label: "Campaigns", href: "/campaigns" },
          { label: campaign.name, href: `/campaigns/${campaign.id}` },
        ]}
      />
      <RuleForm campaignId={campaign.id} rule={null} />
    </>
  );
}
