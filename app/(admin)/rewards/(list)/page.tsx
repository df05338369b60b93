import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import classes from "@/app/(admin)/audience-activity/referral-attribution/(list)/page.module.css";
import { settledWithin } from "@/app/(admin)/audience-activity/referral-attribution/(list)/settled-within";
import { ExportRewards } from "@/components/rewards/export-rewards";
import { RewardList } from "@/components/rewards/reward-list";
import { PageHeader } from "@/components/ui/page-header";
import { findFilterNames } from "@/lib/attributions/filter-names";
import { requireUser } from "@/lib/auth/session";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";
import { loadRewardParams } from "@/lib/rewards/columns";
import { countRewards, listRewardCurrencies } from "@/lib/rewards/facets";
import { listRewards } from "@/lib/rewards/queries";
import { DESCRIPTION, TITLE } from "./head";

export const metadata: Metadata = { title: TITLE };

/** The rows do not wait for the counts longer than this. */
const PATIENCE_MS = 150;

export default async function RewardsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const { sort, size, after, before, ...filter } = await loadRewardParams(searchParams);
  const zoned = { ...filter, timeZone: await viewerTimeZone(user) };
  const db = getPool();
  const counts = countRewards(db, zoned);
  const [page, campaigns, currencies, { advocate: contact }] = await Promise.all([
    listRewards(db, { ...zoned, sort, size, after, before }),
    listCampaignOptions(db),
    listRewardCurrencies(db),
    findFilterNames(db, { advocate: filter.contact }),
    settledWithin(counts, PATIENCE_MS),
  ]);
  return (
    <div className={classes.page}>
      <PageHeader title={TITLE} description={DESCRIPTION} actions={<ExportRewards />} />
      <RewardList
        {...{ page, filter, campaigns, currencies }}
        contactName={contact}
        total={counts.then(({ total }) => total)}
        anyStatus={counts.then(({ anyStatus }) => anyStatus)}
        facets={counts.then(({ facets }) => facets)}
        settings={user.tableSettings.rewards}
        canWrite={user.role === "admin"}
      />
    </div>
  );
}
