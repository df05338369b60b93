import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { settledWithin } from "@/app/(admin)/audience-activity/referral-attribution/(list)/settled-within";
import { CodeList } from "@/components/campaigns/code-list";
import { CreateCoupons } from "@/components/campaigns/create-coupons";
import { ExportCodes } from "@/components/campaigns/export-codes";
import { campaignHref } from "@/components/campaigns/hrefs";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { countCampaignCodes, listCampaignCodes } from "@/lib/campaigns/codes";
import { loadCodeParams } from "@/lib/campaigns/columns";
import { getPool } from "@/lib/db/pool";
import { findById } from "../find-by-id";

type Props = PageProps<"/campaigns/[id]/codes">;

/** The rows do not wait for the counts longer than this. */
const PATIENCE_MS = 150;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireUser();
  const campaign = await findById((await params).id);
  return { title: campaign ? `Codes · ${campaign.name}` : "Not found" };
}

export default async function CodesPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const campaign = await findById((await params).id);
  if (!campaign) notFound();
  const asked = await loadCodeParams(searchParams);
  const { q, kind, state } = asked;
  const db = getPool();
  const counts = countCampaignCodes(db, campaign.id, { q, kind, state });
  const [page] = await Promise.all([listCampaignCodes(db, campaign.id, asked), settledWithin(counts, PATIENCE_MS)]);
  return (
    <>
      <PageHeader
        title="Codes"
        description="Every shortcode and coupon code of the campaign. A code names its advocate; a retired one attributes nobody."
        breadcrumbs={[
          { label: "Campaigns", href: "/campaigns" },
          { label: campaign.name, href: campaignHref(campaign.id) },
        ]}
        actions={
          <>
            <ExportCodes campaignId={campaign.id} />
            {canWrite && <CreateCoupons campaign={campaign} />}
          </>
        }
      />
      <CodeList
        {...{ campaign, page, canWrite }}
        filter={{ q, kind, state }}
        total={counts.then(({ total }) => total)}
        facets={counts.then(({ facets }) => facets)}
        settings={user.tableSettings["campaign-codes"]}
        linkBase={`${process.env.ATTACHE_URL ?? ""}/r/`}
      />
    </>
  );
}
