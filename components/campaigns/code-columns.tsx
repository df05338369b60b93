import { Button, CopyButton } from "@mantine/core";
import { IconArchive, IconCheck, IconCircleCheckFilled, IconCopy } from "@tabler/icons-react";
import { QrCode } from "@/components/codes/qr-code";
import { RetireCode } from "@/components/codes/retire-code";
import { ContactLink } from "@/components/contacts/contact-link";
import { formatCount } from "@/components/data-table/bounded-count";
import { RowLink, useRowTabIndex } from "@/components/data-table/row-link";
import { type DataColumn, type DataColumnMeta, dataColumns } from "@/components/data-table/table-features";
import { TwoLines } from "@/components/data-table/two-lines";
import { Instant } from "@/components/ui/instant";
import { type CodeColumn, type CodeRow, codeColumns } from "@/lib/campaigns/columns";
import { CODE_STATE_LABELS } from "@/lib/campaigns/wording";
import { CODE_KIND_LABELS } from "@/lib/codes/wording";
import badgeClasses from "./campaign-state-badge.module.css";

type Given = {
  /** What a referral link begins with, up to the code. */
  linkBase: string;
  /** The address of the attributions by a code. */
  hrefOf: (row: CodeRow) => string;
  canWrite: boolean;
  onChanged: () => void;
};
type Look = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: CodeRow, given: Given) => React.ReactNode };

const looks: Record<CodeColumn["key"], Look> = {
  code: {
    width: 190,
    card: "title",
    cell: (row, { hrefOf }) => (
      <TwoLines title={row.code} primary={<RowLink href={hrefOf(row)}>{row.code}</RowLink>} mono />
    ),
  },
  kind: { width: 110, card: "body", cell: ({ kind }) => CODE_KIND_LABELS[kind] },
  advocate: { width: 200, card: "body", cell: ({ advocate }) => <AdvocateInCell advocate={advocate} /> },
  referrals: { width: 110, card: "body", cell: ({ activeReferrals }) => formatCount(activeReferrals) },
  state: { width: 130, card: "aside", cell: (row) => <StateInCell row={row} /> },
  created: { width: 110, card: "body", cell: ({ createdAt }) => <Instant at={createdAt} precision="day" /> },
  actions: { width: 270, card: "body", cell: (row, given) => <ActionsInCell row={row} {...given} /> },
};

function AdvocateInCell({ advocate }: Pick<CodeRow, "advocate">) {
  return (
    <TwoLines
      title={advocate.name ? `${advocate.name} · ${advocate.email}` : advocate.email}
      primary={<ContactLink person={advocate} tabIndex={useRowTabIndex()} />}
      secondary={advocate.name && advocate.email}
    />
  );
}

function StateInCell({ row: { retiredAt } }: { row: CodeRow }) {
  const state = retiredAt ? "retired" : "live";
  const Icon = retiredAt ? IconArchive : IconCircleCheckFilled;
  return (
    <TwoLines
      primary={
        <span className={badgeClasses.badge} data-state={retiredAt ? "ended" : "running"}>
          <Icon size={14} className={badgeClasses.icon} aria-hidden />
          {CODE_STATE_LABELS[state]}
        </span>
      }
      secondary={
        retiredAt && (
          <>
            Since <Instant at={retiredAt} precision="day" />
          </>
        )
      }
    />
  );
}

function ActionsInCell({ row, linkBase, canWrite, onChanged }: Given & { row: CodeRow }) {
  const tabIndex = useRowTabIndex();
  const isLink = row.kind === "shortcode";
  const text = isLink ? `${linkBase}${row.code}` : row.code;
  const what = isLink ? "Copy link" : "Copy code";
  return (
    <span style={{ display: "inline-flex", flexWrap: "wrap", gap: 6 }}>
      {!row.retiredAt && (
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="compact-xs"
              tabIndex={tabIndex}
              title={text}
              leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
              aria-label={copied ? "Copied" : isLink ? `Copy link of ${row.code}` : `Copy code ${row.code}`}
              onClick={copy}
            >
              {copied ? "Copied" : what}
            </Button>
          )}
        </CopyButton>
      )}
      {isLink && !row.retiredAt && <QrCode codeId={row.id} code={row.code} tabIndex={tabIndex} />}
      {canWrite && <RetireCode code={row} tabIndex={tabIndex} onChanged={onChanged} />}
    </span>
  );
}

const byDate = { first: "descending", words: { ascending: "oldest first", descending: "newest first" } } as const;
const byCode = { first: "ascending", words: { ascending: "A to Z", descending: "Z to A" } } as const;

const helper = dataColumns<CodeRow>();

/** The columns of a campaign's codes. */
export function codeTableColumns(given: Given): DataColumn<CodeRow>[] {
  return codeColumns.map(({ key, label, sort }) => {
    const { cell, width, card } = looks[key];
    return helper.display({
      id: key,
      cell: ({ row }) => cell(row.original, given),
      meta: { label, width, card, sort: sort && { key: sort, ...(sort === "created" ? byDate : byCode) } },
    });
  });
}
