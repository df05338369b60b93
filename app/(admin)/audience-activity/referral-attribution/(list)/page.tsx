import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { AttributionList } from "@/components/attributions/attribution-list";
import { CreateMenu } from "@/components/attributions/create-menu";
import { ExportAttributions } from "@/components/attributions/export-attributions";
import { PageHeader } from "@/components/ui/page-header";
import { loadAttributionParams } from "@/lib/attributions/columns";
import { countList } from "@/lib/attributions/facets";
import { findFilterNames } from "@/lib/attributions/filter-names";
import { listAttributions } from "@/lib/attributions/queries";
import { requireUser } from "@/lib/auth/session";
import { viewerTimeZone } from "@/lib/auth/time-zone";
import { listCampaignOptions } from "@/lib/campaigns/queries";
import { getPool } from "@/lib/db/pool";
import { DESCRIPTION, TITLE } from "./head";
import classes from "./page.module.css";
import { settledWithin } from "./settled-within";

export const metadata: Metadata = { title: TITLE };

/** The rows do not wait for the counts longer than this. */
const PATIENCE_MS = 150;

export default async function ReferralAttributionPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const { sort, size, after, before, ...filter } = await loadAttributionParams(searchParams);
  const zoned = { ...filter, timeZone: await viewerTimeZone(user) };
  const db = getPool();
  const counts = countList(db, zoned);
  const [page, campaigns, names] = await Promise.all([
    listAttributions(db, { ...zoned, sort, size, after, before }),
    listCampaignOptions(db),
    findFilterNames(db, filter),
    settledWithin(counts, PATIENCE_MS),
  ]);

  return (
    <div className={classes.page}>
      <PageHeader
        title={TITLE}
        description={DESCRIPTION}
        actions={
          <>
            <ExportAttributions />
            {canWrite && <CreateMenu />}
          </>
        }
      />
      <AttributionList
        {...{ page, filter, campaigns, names, canWrite }}
        total={counts.then(({ total }) => total)}
        facets={counts.then(({ facets }) => facets)}
        settings={user.tableSettings.attributions}
      />
    </div>
  );
}
