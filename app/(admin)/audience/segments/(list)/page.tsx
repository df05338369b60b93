import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { CreateSegment } from "@/components/segments/create-segment";
import { SegmentList } from "@/components/segments/segment-list";
import { PageHeader } from "@/components/ui/page-header";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { loadSegmentParams } from "@/lib/segments/columns";
import { countSegments, listSegments } from "@/lib/segments/queries";
import { DESCRIPTION, TITLE } from "./head";

export const metadata: Metadata = { title: TITLE };

export default async function SegmentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const params = await loadSegmentParams(searchParams);
  const db = getPool();
  const [page, total] = await Promise.all([listSegments(db, params), countSegments(db, params)]);
  return (
    <>
      <PageHeader title={TITLE} description={DESCRIPTION} actions={canWrite && <CreateSegment />} />
      <SegmentList {...{ page, total, canWrite }} q={params.q} settings={user.tableSettings.segments} />
    </>
  );
}
