import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { segmentColumns } from "@/lib/segments/columns";
import { DESCRIPTION, TITLE } from "./head";

export default function Loading() {
  return (
    <>
      <PageHeader title={TITLE} description={DESCRIPTION} />
      <TableSkeleton columns={segmentColumns.length} />
    </>
  );
}
