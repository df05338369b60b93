import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { attributionColumns } from "@/lib/attributions/columns";
import { DESCRIPTION, TITLE } from "./head";

export default function Loading() {
  return (
    <>
      <PageHeader title={TITLE} description={DESCRIPTION} />
      <TableSkeleton columns={attributionColumns.length} />
    </>
  );
}
