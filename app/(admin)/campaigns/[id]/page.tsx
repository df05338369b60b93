import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdvocateCheck } from "@/components/campaigns/advocate-check";
import { AdvocateList } from "@/components/campaigns/advocate-list";
import { CampaignActions } from "@/components/campaigns/campaign-actions";
import { CampaignFacts } from "@/components/campaigns/campaign-facts";
import classes from "@/components/campaigns/campaign-page.module.css";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { listAdvocates } from "@/lib/campaigns/advocates";
import { loadAdvocateParams } from "@/lib/campaigns/columns";
import { getPool } from "@/lib/db/pool";
import { findById } from "./find-by-id";

export async function generateMetadata({ params }: PageProps<"/campaigns/[id]">): Promise<Metadata> {
  await requireUser();
  return { title: (await findById((await params).id))?.name ?? "Not found" };
}

export default async function CampaignPage({ params, searchParams }: PageProps<"/campaigns/[id]">) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const campaign = await findById((await params).id);
  if (!campaign) notFound();
  const { q, ...place } = await loadAdvocateParams(searchParams);
  const page = await listAdvocates(getPool(), campaign.id, { q, ...place });
  return (
    <>
      <PageHeader
        title={campaign.name}
        breadcrumbs={[{ label: "Campaigns", href: "/campaigns" }]}
        actions={canWrite && <CampaignActions campaign={campaign} />}
      />
      <CampaignFacts campaign={campaign} />
      <div className={classes.columns}>
        <AdvocateList {...{ campaign, page, q, canWrite }} linkBase={`${process.env.ATTACHE_URL ?? ""}/r/`} />
        <AdvocateCheck campaign={campaign} canWrite={canWrite} />
      </div>
    </>
  );
}
