import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { campaignColumns } from "@/lib/campaigns/columns";

export default function Loading() {
  return (
    <>
      <PageHeader title="Campaigns" />
      <TableSkeleton columns={campaignColumns.length} />
    </>
  );
}
