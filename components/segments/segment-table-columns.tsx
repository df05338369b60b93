import type { ReactNode } from "react";
import { type DataColumn, type DataColumnMeta, dataColumns } from "@/components/data-table/table-features";
import { Instant } from "@/components/ui/instant";
import { type MemberRow, memberColumns, type SegmentRow, segmentColumns } from "@/lib/segments/columns";
import { CampaignsInCell, CountInCell, MemberInCell, MemberStatusInCell, SegmentInCell } from "./cells";

type Look<T> = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: T) => ReactNode };

// Of dates one wants the newest first, of names the first.
const byDate = { first: "descending", words: { ascending: "oldest first", descending: "newest first" } } as const;
const byName = { first: "ascending", words: { ascending: "A to Z", descending: "Z to A" } } as const;

const segmentLooks: Record<(typeof segmentColumns)[number]["key"], Look<SegmentRow>> = {
  name: { width: 220, card: "title", cell: (row) => <SegmentInCell segment={row} /> },
  members: { width: 96, card: "body", cell: (row) => <CountInCell count={row.members} /> },
  enrolled: { width: 130, card: "body", cell: (row) => <CountInCell count={row.enrolled} /> },
  campaigns: { width: 240, card: "body", cell: (row) => <CampaignsInCell campaigns={row.campaigns} /> },
  created: { width: 104, card: "body", cell: (row) => <Instant at={row.createdAt} precision="day" /> },
};

const memberLooks: Record<(typeof memberColumns)[number]["key"], Look<MemberRow>> = {
  name: { width: 220, card: "title", cell: (row) => <MemberInCell member={row} /> },
  status: { width: 130, card: "aside", cell: (row) => <MemberStatusInCell status={row.status} /> },
  added: { width: 110, card: "body", cell: (row) => <Instant at={row.addedAt} precision="day" /> },
};

const segments = dataColumns<SegmentRow>();
const members = dataColumns<MemberRow>();

/** How each column declared in lib/segments/columns.ts looks. */
export const segmentTableColumns: DataColumn<SegmentRow>[] = segmentColumns.map(({ key, label, sort }) => {
  const { cell, width, card } = segmentLooks[key];
  const order = sort && { key: sort, ...(sort === "created" ? byDate : byName) };
  return segments.display({
    id: key,
    cell: ({ row }) => cell(row.original),
    meta: { label, width, card, sort: order },
  });
});

export const memberTableColumns: DataColumn<MemberRow>[] = memberColumns.map(({ key, label, sort }) => {
  const { cell, width, card } = memberLooks[key];
  const order = sort && { key: sort, ...(sort === "added" ? byDate : byName) };
  return members.display({ id: key, cell: ({ row }) => cell(row.original), meta: { label, width, card, sort: order } });
});
