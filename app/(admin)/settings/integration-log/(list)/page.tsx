import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { LOG } from "@/components/integrations/hrefs";
import { LogViews } from "@/components/integrations/log-views";
import { RequestList } from "@/components/integrations/request-list";
import { PageHeader } from "@/components/ui/page-header";
import { findKeyName } from "@/lib/api-keys/queries";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { findRecordName } from "@/lib/integrations/about";
import { loadRequestParams } from "@/lib/integrations/columns";
import { countRequests, listRequests } from "@/lib/integrations/queries";
import { DESCRIPTION, TITLE } from "../head";

export const metadata: Metadata = { title: TITLE };

export default async function IntegrationLogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const params = await loadRequestParams(searchParams);
  const { size: _size, after: _after, before: _before, ...filter } = params;
  const db = getPool();
  const [page, counts, keyName, record] = await Promise.all([
    listRequests(db, params, { seesPersonalData: user.role === "admin" }),
    countRequests(db, filter),
    params.key ? findKeyName(db, params.key) : null,
    params.record ? findRecordName(db, params.record) : null,
  ]);
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Settings" }]} title={TITLE} description={DESCRIPTION} />
      <LogViews current={LOG} />
      <RequestList {...{ page, counts, filter, keyName, record }} settings={user.tableSettings.requests} />
    </>
  );
}
