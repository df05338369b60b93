import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { rewardColumns } from "@/lib/rewards/columns";
import { DESCRIPTION, TITLE } from "./head";

export default function Loading() {
  return (
    <>
      <PageHeader title={TITLE} description={DESCRIPTION} />
      <TableSkeleton columns={rewardColumns.length} />
    </>
  );
}
