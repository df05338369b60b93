import { formatCount } from "@/components/data-table/bounded-count";
import { RowLink } from "@/components/data-table/row-link";
import { type DataColumn, type DataColumnMeta, dataColumns } from "@/components/data-table/table-features";
import { TwoLines } from "@/components/data-table/two-lines";
import { Instant } from "@/components/ui/instant";
import { type CampaignColumn, type CampaignRow, campaignColumns } from "@/lib/campaigns/columns";
import { CampaignStateBadge } from "./campaign-state-badge";
import { campaignHref } from "./hrefs";

type Look = Pick<DataColumnMeta, "width" | "card"> & { cell: (row: CampaignRow) => React.ReactNode };

const looks: Record<CampaignColumn["key"], Look> = {
  name: {
    width: 240,
    card: "title",
    cell: ({ id, name, uid }) => (
      <TwoLines
        title={`${name} · ${uid}`}
        primary={<RowLink href={campaignHref(id)}>{name}</RowLink>}
        secondary={uid}
        mono
      />
    ),
  },
  state: { width: 150, card: "aside", cell: (row) => <StateInCell row={row} /> },
  segments: {
    width: 220,
    card: "body",
    cell: ({ segments }) => <TwoLines title={segments.join(", ")} primary={segments.join(", ") || "None yet"} />,
  },
  advocates: { width: 110, card: "body", cell: ({ advocates }) => formatCount(advocates) },
  referrals: {
    width: 130,
    card: "body",
    cell: ({ activeReferrals }) => formatCount({ count: activeReferrals, capped: false }),
  },
  created: { width: 120, card: "body", cell: ({ createdAt }) => <Instant at={createdAt} precision="day" /> },
};

function StateInCell({ row: { state, startsAt, endedAt } }: { row: CampaignRow }) {
  const dated = state === "not_started" ? startsAt : endedAt;
  const word = { not_started: "From", ended: "Since", running: "Until" }[state];
  return (
    <TwoLines
      primary={<CampaignStateBadge state={state} />}
      secondary={
        dated && (
          <>
            {word} <Instant at={dated} precision="day" />
          </>
        )
      }
    />
  );
}

const byDate = { first: "descending", words: { ascending: "oldest first", descending: "newest first" } } as const;
const byName = { first: "ascending", words: { ascending: "A to Z", descending: "Z to A" } } as const;

const helper = dataColumns<CampaignRow>();

export const campaignTableColumns: DataColumn<CampaignRow>[] = campaignColumns.map(({ key, label, sort }) => {
  const { cell, width, card } = looks[key];
  return helper.display({
    id: key,
    cell: ({ row }) => cell(row.original),
    meta: { label, width, card, sort: sort && { key: sort, ...(sort === "created" ? byDate : byName) } },
  });
});
