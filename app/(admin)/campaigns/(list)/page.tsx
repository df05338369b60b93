import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { CampaignList } from "@/components/campaigns/campaign-list";
import { CreateCampaignLink } from "@/components/campaigns/link-button";
import { ImportLink } from "@/components/imports/import-link";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { loadCampaignParams } from "@/lib/campaigns/columns";
import { countCampaigns, listCampaigns } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";

export const metadata: Metadata = { title: "Campaigns" };

export default async function CampaignsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const params = await loadCampaignParams(searchParams);
  const [page, counts] = await Promise.all([listCampaigns(getPool(), params), countCampaigns(getPool(), params)]);
  return (
    <>
      <PageHeader
        title="Campaigns"
        description="What people are referred into: who may refer, where their links lead, and when it runs."
        actions={
          canWrite && (
            <>
              <ImportLink kind="coupons">Import coupon codes</ImportLink>
              <CreateCampaignLink />
            </>
          )
        }
      />
      <CampaignList
        page={page}
        counts={counts}
        filter={{ q: params.q, state: params.state }}
        canWrite={canWrite}
        settings={user.tableSettings.campaigns}
      />
    </>
  );
}
