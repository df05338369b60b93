import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { orderColumns } from "@/lib/orders/columns";
import { DESCRIPTION, TITLE } from "./head";

export default function Loading() {
  return (
    <>
      <PageHeader title={TITLE} description={DESCRIPTION} />
      <TableSkeleton columns={orderColumns.length} />
    </>
  );
}
