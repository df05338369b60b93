import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { MemberList } from "@/components/segments/member-list";
import { SegmentAside } from "@/components/segments/segment-aside";
import { SegmentFacts } from "@/components/segments/segment-facts";
import layout from "@/components/segments/segment-page.module.css";
import { SegmentTools } from "@/components/segments/segment-tools";
import { PageHeader } from "@/components/ui/page-header";
import { listChanges } from "@/lib/audit/changes";
import { requireUser } from "@/lib/auth/session";
import { getPool } from "@/lib/db/pool";
import { loadMemberParams } from "@/lib/segments/columns";
import { countMembers, listMembers } from "@/lib/segments/member-queries";
import { findSegment } from "@/lib/segments/queries";

type Props = PageProps<"/audience/segments/[id]">;

/** Asked once for the page and its title. An address that is no id names no segment. */
const find = cache(async (id: string) => (z.uuid().safeParse(id).success ? await findSegment(getPool(), id) : null));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireUser();
  const segment = await find((await params).id);
  return { title: segment ? `${segment.name} · Segments` : "Not found" };
}

export default async function SegmentPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const canWrite = user.role === "admin";
  const { id } = await params;
  const segment = await find(id);
  if (!segment) notFound();
  const { sort, size, after, before, ...filter } = await loadMemberParams(searchParams);
  const db = getPool();
  const counts = countMembers(db, id, filter);
  const [page, changes] = await Promise.all([
    listMembers(db, id, { ...filter, sort, size, after, before }),
    listChanges(db, { segmentId: id }),
    counts,
  ]);
  return (
    <>
      <PageHeader
        breadcrumbs={[{ label: "Audience" }, { label: "Segments", href: "/audience/segments" }]}
        title={segment.name}
        actions={canWrite && <SegmentTools segment={segment} />}
      />
      <SegmentFacts segment={segment} />
      <div className={layout.columns}>
        <MemberList
          {...{ segment, page, filter, canWrite }}
          total={counts.then(({ total }) => total)}
          facets={counts.then(({ facets }) => facets)}
          settings={user.tableSettings["segment-members"]}
        />
        <SegmentAside {...{ segment, changes }} />
      </div>
    </>
  );
}
