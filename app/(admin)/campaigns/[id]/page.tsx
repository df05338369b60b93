import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { settledWithin } from "@/app/(admin)/audience-activity/referral-attribution/(list)/settled-within";
import { AdvocateCheck } from "@/components/campaigns/advocate-check";
import { AdvocateList } from "@/components/campaigns/advocate-list";
import { CampaignActions } from "@/components/campaigns/campaign-actions";
import { CampaignFacts } from "@/components/campaigns/campaign-facts";
import { CampaignFigures } from "@/components/campaigns/campaign-figures";
import { CampaignHistory } from "@/components/campaigns/campaign-history";
import classes from "@/components/campaigns/campaign-page.module.css";
import { codesHref } from "@/components/campaigns/hrefs";
import { LatestAttributions } from "@/components/campaigns/latest-attributions";
import { LinkButton } from "@/components/campaigns/link-button";
import { RuleSection } from "@/components/rewards/rule-section";
import { PageHeader } from "@/components/ui/page-header";
import { countReferrals, listLatest } from "@/lib/attributions/figures";
import { listChanges } from "@/lib/audit/changes";
import { requireUser } from "@/lib/auth/session";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { listAdvocates } from "@/lib/campaigns/advocates";
import { loadAdvocateParams, loadFigureParams } from "@/lib/campaigns/columns";
import { getPool } from "@/lib/db/pool";
import { listRewardRules } from "@/lib/rewards/rule-queries";
import { findById } from "./find-by-id";

/** So many attributions are shown; the table has them all. */
const LATEST = 8;
/** The page does not wait for its figures longer than this. */
const PATIENCE_MS = 150;

export async function generateMetadata({ params }: PageProps<"/campaigns/[id]">): Promise<Metadata> {
  await requireUser();
  return { title: (await findById((await params).id))?.name ?? "Not found" };
}

export default async function CampaignPage({ params, searchParams }: PageProps<"/campaigns/[id]">) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const campaign = await findById((await params).id);
  if (!campaign) notFound();
  const db = getPool();
  const { q, ...place } = await loadAdvocateParams(searchParams);
  const { range } = await loadFigureParams(searchParams);
  const figures = countReferrals(db, { campaignId: campaign.id, range, timeZone: await viewerTimeZone(user) });
  const [page, attributions, changes, rules] = await Promise.all([
    listAdvocates(db, campaign.id, { q, ...place }),
    listLatest(db, campaign.id, LATEST),
    listChanges(db, { campaignId: campaign.id }),
    listRewardRules(db, campaign.id),
    settledWithin(figures, PATIENCE_MS),
  ]);
  return (
    <>
      <PageHeader
        title={campaign.name}
        breadcrumbs={[{ label: "Campaigns", href: "/campaigns" }]}
        actions={
          <>
            <LinkButton variant="default" href={codesHref(campaign.id)}>
              All codes
            </LinkButton>
            {canWrite && <CampaignActions campaign={campaign} />}
          </>
        }
      />
      <CampaignFacts campaign={campaign} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <CampaignFigures figures={figures} />
          <RuleSection {...{ campaign, rules, canWrite }} />
          <AdvocateList {...{ campaign, page, q, canWrite }} linkBase={`${process.env.ATTACHE_URL ?? ""}/r/`} />
          <LatestAttributions {...{ campaign, attributions }} />
        </div>
        <div className={classes.aside}>
          <AdvocateCheck campaign={campaign} canWrite={canWrite} />
          <CampaignHistory {...{ campaign, changes }} />
        </div>
      </div>
    </>
  );
}
