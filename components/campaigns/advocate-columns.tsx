import { Button, CopyButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { formatCount } from "@/components/data-table/bounded-count";
import { RowLink, useRowTabIndex } from "@/components/data-table/row-link";
import { type DataColumn, type DataColumnMeta, dataColumns } from "@/components/data-table/table-features";
import { TwoLines } from "@/components/data-table/two-lines";
import { type AdvocateColumn, type AdvocateRow, advocateColumns } from "@/lib/campaigns/columns";
import classes from "./campaign-page.module.css";

type Given = {
  /** What a referral link begins with, up to the code. */
  linkBase: string;
  onCodes: (row: AdvocateRow) => void;
};
type Look = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: AdvocateRow, given: Given) => React.ReactNode };

const nameOf = ({ name, email }: AdvocateRow) => name ?? email;

const looks: Record<AdvocateColumn["key"], Look> = {
  advocate: {
    width: 180,
    card: "title",
    cell: (row) => (
      <TwoLines
        title={row.name ? `${row.name} · ${row.email}` : row.email}
        primary={<RowLink href={`/audience-activity/referral-attribution?advocate=${row.id}`}>{nameOf(row)}</RowLink>}
        secondary={row.name && row.email}
      />
    ),
  },
  shortcode: {
    width: 130,
    card: "body",
    cell: ({ shortcode }) => (shortcode ? <code className={classes.code}>{shortcode}</code> : "None"),
  },
  coupons: { width: 100, card: "body", cell: ({ coupons }) => formatCount(coupons) },
  referrals: { width: 110, card: "body", cell: ({ activeReferrals }) => formatCount(activeReferrals) },
  link: { width: 190, card: "body", cell: (row, given) => <LinkInCell row={row} {...given} /> },
};

function LinkInCell({ row, linkBase, onCodes }: Given & { row: AdvocateRow }) {
  const tabIndex = useRowTabIndex();
  return (
    <span style={{ display: "inline-flex", gap: 6 }}>
      {row.shortcode && (
        <CopyButton value={`${linkBase}${row.shortcode}`}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-xs"
              tabIndex={tabIndex}
              title={`${linkBase}${row.shortcode}`}
              leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
              aria-label={copied ? "Copied" : `Copy link of ${nameOf(row)}`}
              onClick={copy}
            >
              {copied ? "Copied" : "Copy link"}
            </Button>
          )}
        </CopyButton>
      )}
      <Button
        variant="default"
        size="compact-xs"
        tabIndex={tabIndex}
        aria-label={`Codes of ${nameOf(row)}`}
        onClick={() => onCodes(row)}
      >
        Codes
      </Button>
    </span>
  );
}

const helper = dataColumns<AdvocateRow>();

/** The columns of a campaign's advocates. */
export function advocateTableColumns(given: Given): DataColumn<AdvocateRow>[] {
  return advocateColumns.map(({ key, label }) => {
    const { cell, width, card } = looks[key];
    return helper.display({ id: key, cell: ({ row }) => cell(row.original, given), meta: { label, width, card } });
  });
}
