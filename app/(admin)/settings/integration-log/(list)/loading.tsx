import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { LOG } from "@/components/integrations/hrefs";
import { LogViews } from "@/components/integrations/log-views";
import { PageHeader } from "@/components/ui/page-header";
import { requestColumns } from "@/lib/integrations/columns";
import { DESCRIPTION, TITLE } from "../head";

export default function Loading() {
  return (
    <>
      <PageHeader breadcrumbs={[{ label: "Settings" }]} title={TITLE} description={DESCRIPTION} />
      <LogViews current={LOG} />
      <TableSkeleton columns={requestColumns.length} />
    </>
  );
}
