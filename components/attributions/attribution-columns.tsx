import type { DataColumn, DataColumnMeta } from "@/components/data-table/table-features";
import { dataColumns } from "@/components/data-table/table-features";
import { type AttributionColumn, type AttributionRow, attributionColumns } from "@/lib/attributions/columns";
import { CampaignInCell, InstantInCell, MethodInCell, PersonInCell, SourceInCell, StatusInCell } from "./cells";

type Key = AttributionColumn["key"];
type Look = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: AttributionRow) => React.ReactNode };

/** How each column declared in lib/attributions/columns.ts looks. */
const looks: Record<Key, Look> = {
  customer: {
    width: 184,
    card: "title",
    cell: (row) => <PersonInCell person={row.customer} recordId={row.id} />,
  },
  advocate: { width: 170, card: "body", cell: (row) => <PersonInCell person={row.advocate} /> },
  campaign: { width: 138, card: "body", cell: (row) => <CampaignInCell campaign={row.campaign} /> },
  status: { width: 140, card: "aside", cell: (row) => <StatusInCell row={row} /> },
  method: { width: 128, card: "body", cell: (row) => <MethodInCell row={row} /> },
  source: { width: 140, card: "body", cell: (row) => <SourceInCell row={row} /> },
  created: { width: 104, card: "body", cell: (row) => <InstantInCell at={row.createdAt} /> },
  changed: { width: 104, card: "body", cell: (row) => <InstantInCell at={row.changedAt} /> },
};

// Of dates one wants the newest first, of names the first.
const byDate = { first: "descending", words: { ascending: "oldest first", descending: "newest first" } } as const;
const byName = { first: "ascending", words: { ascending: "A to Z", descending: "Z to A" } } as const;

const helper = dataColumns<AttributionRow>();

export const attributionTableColumns: DataColumn<AttributionRow>[] = attributionColumns.map(({ key, label, sort }) => {
  const { cell, width, card } = looks[key];
  const isDate = sort === "created" || sort === "changed";
  return helper.display({
    id: key,
    cell: ({ row }) => cell(row.original),
    meta: { label, width, card, sort: sort && { key: sort, ...(isDate ? byDate : byName) } },
  });
});
