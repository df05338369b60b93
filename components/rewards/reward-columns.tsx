import { CampaignInCell } from "@/components/attributions/cells";
import { personName } from "@/components/contacts/person-name";
import { RowLink } from "@/components/data-table/row-link";
import { type DataColumn, type DataColumnMeta, dataColumns } from "@/components/data-table/table-features";
import { TwoLines } from "@/components/data-table/two-lines";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type RewardColumn, type RewardRow, rewardColumns } from "@/lib/rewards/columns";
import { ORDER_ENDED_LABELS, RECIPIENT_LABELS } from "@/lib/rewards/wording";
import { rewardHref } from "./reward-href";
import { RewardStatus } from "./reward-status";

type Look = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: RewardRow) => React.ReactNode };

/** How each column declared in lib/rewards/columns.ts looks. */
const looks: Record<RewardColumn["key"], Look> = {
  contact: {
    width: 168,
    card: "title",
    cell: ({ id, contact }) => (
      <TwoLines
        title={[contact.name, contact.email].filter(Boolean).join(" · ")}
        primary={<RowLink href={rewardHref(id)}>{personName(contact)}</RowLink>}
        secondary={contact.name && contact.email}
      />
    ),
  },
  recipient: { width: 84, card: "body", cell: (row) => <TwoLines primary={RECIPIENT_LABELS[row.recipient]} /> },
  amount: {
    width: 98,
    card: "body",
    cell: (row) => <TwoLines primary={<Money minor={row.amountMinor} currency={row.currency} />} />,
  },
  status: { width: 106, card: "aside", cell: (row) => <TwoLines primary={<RewardStatus status={row.status} />} /> },
  rule: {
    width: 150,
    card: "body",
    cell: ({ rule }) => <TwoLines title={rule.name} primary={rule.name} secondary={`Version ${rule.version}`} />,
  },
  campaign: { width: 132, card: "body", cell: ({ campaign }) => <CampaignInCell campaign={campaign} /> },
  order: {
    width: 132,
    card: "body",
    cell: ({ order, attribution }) =>
      order ? (
        <TwoLines
          title={`Order ${order.orderId}`}
          primary={`Order ${order.orderId}`}
          secondary={ORDER_ENDED_LABELS[order.status] ?? null}
        />
      ) : (
        <TwoLines
          title={`Attribution of ${personName(attribution.customer)}`}
          primary="Attribution"
          secondary={personName(attribution.customer)}
        />
      ),
  },
  created: {
    width: 108,
    card: "body",
    cell: (row) => <TwoLines primary={<Instant at={row.createdAt} precision="day" />} />,
  },
};

// Of dates one wants the newest first.
const byDate = { first: "descending", words: { ascending: "oldest first", descending: "newest first" } } as const;

const helper = dataColumns<RewardRow>();

export const rewardTableColumns: DataColumn<RewardRow>[] = rewardColumns.map(({ key, label, sort }) => {
  const { cell, width, card } = looks[key];
  return helper.display({
    id: key,
    cell: ({ row }) => cell(row.original),
    meta: { label, width, card, sort: sort && { key: sort, ...byDate } },
  });
});
