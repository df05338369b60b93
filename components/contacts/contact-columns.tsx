import { formatCount } from "@/components/data-table/bounded-count";
import { RowLink } from "@/components/data-table/row-link";
import { type DataColumn, type DataColumnMeta, dataColumns } from "@/components/data-table/table-features";
import { TwoLines } from "@/components/data-table/two-lines";
import { Instant } from "@/components/ui/instant";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import { type ContactColumn, type ContactRow, contactColumns } from "@/lib/contacts/columns";
import { contactHref } from "./contact-href";
import { ContactStatus } from "./contact-status";
import { personName } from "./person-name";

type Look = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: ContactRow) => React.ReactNode };

/** How each column declared in lib/contacts/columns.ts looks. */
const looks: Record<ContactColumn["key"], Look> = {
  name: {
    width: 200,
    card: "title",
    cell: (row) => (
      <TwoLines
        title={row.name ? `${row.name} · ${row.email}` : row.email}
        primary={<RowLink href={contactHref(row.id)}>{personName(row)}</RowLink>}
        secondary={row.name && row.email}
      />
    ),
  },
  status: { width: 120, card: "aside", cell: (row) => <TwoLines primary={<ContactStatus status={row.status} />} /> },
  segments: { width: 140, card: "body", cell: (row) => <Names names={row.segments} none="In no segment" /> },
  campaigns: { width: 140, card: "body", cell: (row) => <Names names={row.campaigns} none="In no campaign" /> },
  referrals: {
    width: 110,
    card: "body",
    cell: ({ referralsMade }) =>
      referralsMade.count > 0 ? <TwoLines primary={formatCount(referralsMade)} /> : <None says="No active referrals" />,
  },
  referredBy: { width: 160, card: "body", cell: (row) => <ReferredBy by={row.referredBy} /> },
  source: { width: 100, card: "body", cell: (row) => <TwoLines primary={SOURCE_LABELS[row.source]} /> },
  created: {
    width: 104,
    card: "body",
    cell: (row) => <TwoLines primary={<Instant at={row.createdAt} precision="day" />} />,
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

/** The first of several names, and how many more there are. */
function Names({ names, none }: { names: string[]; none: string }) {
  if (names.length === 0) return <None says={none} />;
  return (
    <TwoLines
      title={names.join(", ")}
      primary={names[0]}
      secondary={names.length > 1 && `and ${names.length - 1} more`}
    />
  );
}

function ReferredBy({ by }: { by: ContactRow["referredBy"] }) {
  const [first] = by;
  if (!first) return <None says="Not referred" />;
  return (
    <TwoLines
      title={by.map(({ campaign, advocate }) => `${personName(advocate)} in ${campaign}`).join(", ")}
      primary={personName(first.advocate)}
      secondary={`in ${first.campaign}${by.length > 1 ? ` and ${by.length - 1} more` : ""}`}
    />
  );
}

// Of dates one wants the newest first, of names the first.
const byDate = { first: "descending", words: { ascending: "oldest first", descending: "newest first" } } as const;
const byName = { first: "ascending", words: { ascending: "A to Z", descending: "Z to A" } } as const;

const helper = dataColumns<ContactRow>();

export const contactTableColumns: DataColumn<ContactRow>[] = contactColumns.map(({ key, label, sort }) => {
  const { cell, width, card } = looks[key];
  return helper.display({
    id: key,
    cell: ({ row }) => cell(row.original),
    meta: { label, width, card, sort: sort && { key: sort, ...(sort === "created" ? byDate : byName) } },
  });
});
