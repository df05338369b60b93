import { CampaignInCell, MethodInCell, PersonInCell, SourceInCell } from "@/components/attributions/cells";
import { RowLink } from "@/components/data-table/row-link";
import { type DataColumn, type DataColumnMeta, dataColumns } from "@/components/data-table/table-features";
import { TwoLines } from "@/components/data-table/two-lines";
import { RewardsInCell } from "@/components/rewards/rewards-in-cell";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type OrderColumn, type OrderRow, orderColumns } from "@/lib/orders/columns";
import { orderHref } from "./order-href";
import { OrderStatus } from "./order-status";

type Look = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: OrderRow) => React.ReactNode };

/** How each column declared in lib/orders/columns.ts looks. */
const looks: Record<OrderColumn["key"], Look> = {
  order: {
    width: 110,
    card: "title",
    cell: ({ id, orderId }) => <TwoLines title={orderId} primary={<RowLink href={orderHref(id)}>{orderId}</RowLink>} />,
  },
  customer: { width: 122, card: "body", cell: (row) => <PersonInCell person={row.customer} /> },
  revenue: {
    width: 92,
    card: "body",
    cell: (row) => <TwoLines primary={<Money minor={row.revenueMinor} currency={row.currency} />} />,
  },
  advocate: {
    width: 122,
    card: "body",
    cell: ({ attribution }) =>
      attribution ? <PersonInCell person={attribution.advocate} /> : <TwoLines primary="Nobody" />,
  },
  campaign: {
    width: 106,
    card: "body",
    cell: ({ campaign }) => (campaign ? <CampaignInCell campaign={campaign} /> : <None says="No campaign" />),
  },
  method: {
    width: 100,
    card: "body",
    cell: ({ attribution }) => (attribution ? <MethodInCell row={attribution} /> : <None says="Not established" />),
  },
  externalStatus: {
    width: 100,
    card: "body",
    cell: ({ externalStatus }) =>
      externalStatus ? (
        <TwoLines title={externalStatus} primary={externalStatus} />
      ) : (
        <None says="No external status" />
      ),
  },
  status: { width: 98, card: "aside", cell: (row) => <TwoLines primary={<OrderStatus status={row.status} />} /> },
  rewards: {
    width: 98,
    card: "body",
    cell: ({ rewards }) => (rewards.length > 0 ? <RewardsInCell rewards={rewards} /> : <None says="No rewards" />),
  },
  source: { width: 98, card: "body", cell: (row) => <SourceInCell row={row} brief /> },
  placed: {
    width: 108,
    card: "body",
    cell: (row) => <TwoLines primary={<Instant at={row.orderedAt} precision="day" />} />,
  },
};

function None({ says }: { says: string }) {
  return (
    <TwoLines
      primary={
        <span role="img" aria-label={says}>
          –
        </span>
      }
    />
  );
}

// Of dates one wants the newest first.
const byDate = { first: "descending", words: { ascending: "oldest first", descending: "newest first" } } as const;

const helper = dataColumns<OrderRow>();

export const orderTableColumns: DataColumn<OrderRow>[] = orderColumns.map(({ key, label, sort }) => {
  const { cell, width, card } = looks[key];
  return helper.display({
    id: key,
    cell: ({ row }) => cell(row.original),
    meta: { label, width, card, sort: sort && { key: sort, ...byDate } },
  });
});
