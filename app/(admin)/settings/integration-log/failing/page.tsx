import { IconMoodSmile } from "@tabler/icons-react";
import type { Metadata } from "next";
import { FailingTable } from "@/components/integrations/failing-table";
import { FAILING } from "@/components/integrations/hrefs";
import { LogViews } from "@/components/integrations/log-views";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { listFailing } from "@/lib/integrations/failing";
import { DESCRIPTION, TITLE } from "../head";

export const metadata: Metadata = { title: `What keeps failing · ${TITLE}` };

export default async function FailingPage() {
  await requireUser();
  const groups = await listFailing(getPool());
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Settings" }]} title={TITLE} description={DESCRIPTION} />
      <LogViews current={FAILING} />
      {groups.length > 0 ? (
        <FailingTable groups={groups} />
      ) : (
        <EmptyState
          icon={<IconMoodSmile size={36} stroke={1.4} />}
          title="Nothing fails"
          description="Requests that are refused are grouped here by reason and API key, with what to do about each."
        />
      )}
    </>
  );
}
