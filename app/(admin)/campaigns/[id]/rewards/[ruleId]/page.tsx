import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { EditRule } from "@/components/rewards/edit-rule";
import { PageHeader } from "@/components/ui/page-header";
import { requireAdmin } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { findRewardRule } from "@/lib/rewards/rule-queries";
import { findById } from "../../find-by-id";

export const metadata: Metadata = { title: "Edit reward trigger" };

export default async function EditRewardTriggerPage({ params }: PageProps<"/campaigns/[id]/rewards/[ruleId]">) {
  await requireAdmin();
  const { id: campaignId, ruleId: id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const [campaign, rule] = await Promise.all([
    findById(campaignId),
    z.uuid().safeParse(campaignId).success ? findRewardRule(getPool(), { campaignId, id }) : null,
  ]);
  if (!campaign || !rule) notFound();
  return (
    <>
      <PageHeader
        title={`Edit ${rule.name}`}
        breadcrumbs={[
          { label: "Campaigns", href: "/campaigns" },
          { label: campaign.name, href: `/campaigns/${campaign.id}` },
        ]}
      />
      <EditRule campaignId={campaign.id} rule={rule} />
    </>
  );
}
