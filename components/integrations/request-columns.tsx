import type { ReactNode } from "react";
import { RowLink } from "@/components/data-table/row-link";
import { type DataColumn, type DataColumnMeta, dataColumns } from "@/components/data-table/table-features";
import { TwoLines } from "@/components/data-table/two-lines";
import { Instant } from "@/components/ui/instant";
import { type RequestColumn, type RequestRow, requestColumns } from "@/lib/integrations/columns";
import { requestHref } from "./hrefs";
import { OutcomeBadge } from "./outcome-badge";

type Look = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: RequestRow) => ReactNode };

const looks: Record<RequestColumn["key"], Look> = {
  request: {
    width: 220,
    card: "title",
    cell: ({ id, endpoint, status, isReplay }) => (
      <TwoLines
        title={endpoint}
        primary={<RowLink href={requestHref(id)}>{endpoint}</RowLink>}
        secondary={isReplay ? `${status}, sent again` : String(status)}
      />
    ),
  },
  outcome: { width: 110, card: "aside", cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
  why: {
    width: 250,
    card: "body",
    cell: ({ code, message }) => {
      const words = message ?? code;
      return <TwoLines title={words ?? ""} primary={words ?? "–"} secondary={code} />;
    },
  },
  about: { width: 190, card: "body", cell: ({ email }) => <TwoLines title={email ?? ""} primary={email ?? "–"} /> },
  key: { width: 140, card: "body", cell: ({ key }) => <TwoLines title={key?.name ?? ""} primary={key?.name ?? "–"} /> },
  duration: { width: 80, card: "body", cell: ({ durationUs }) => `${(durationUs / 1000).toFixed(1)} ms` },
  at: { width: 160, card: "body", cell: ({ at }) => <Instant at={at} /> },
};

const helper = dataColumns<RequestRow>();

/** How each column declared in lib/integrations/columns.ts looks. */
export const requestTableColumns: DataColumn<RequestRow>[] = requestColumns.map(({ key, label }) => {
  const { cell, width, card } = looks[key];
  return helper.display({ id: key, cell: ({ row }) => cell(row.original), meta: { label, width, card } });
});
