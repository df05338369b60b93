"use client";

import { useMemo, useRef, useState } from "react";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import { PaginationBar } from "@/components/data-table/pagination-bar";
import { ResultCount } from "@/components/data-table/result-count";
import { SearchFilter } from "@/components/data-table/search-filter";
import { type ListQuery, useListQuery } from "@/components/data-table/use-list-query";
import { DEFAULT_TABLE_SETTINGS } from "@/components/data-table/use-table-settings";
import { EmptyState } from "@/components/ui/empty-state";
import type { AdvocatePage } from "@/lib/campaigns/advocates";
import { type AdvocateRow, advocateSearchParams, PAGE_SIZES } from "@/lib/campaigns/columns";
import type { Campaign } from "@/lib/campaigns/queries";
import { advocateTableColumns } from "./advocate-columns";
import classes from "./campaign-page.module.css";
import { CodesDialog } from "./codes-dialog";

type Props = {
  campaign: Campaign;
  page: AdvocatePage;
  /** The search the page was made with. */
  q: string | null;
  /** What a referral link begins with, up to the code. */
  linkBase: string;
  canWrite: boolean;
};

const BY_NAME = { key: "name", direction: "ascending" } as const;
const getRowId = (row: AdvocateRow) => row.id;
const getRowLabel = (row: AdvocateRow) => row.name ?? row.email;

/** The advocates of a campaign by name, with their codes, referral links and active referrals. */
export function AdvocateList({ campaign, page, q, linkBase, canWrite }: Props) {
  const table = useRef<DataTableHandle>(null);
  const query = useListQuery(advocateSearchParams);
  const [codesOf, setCodesOf] = useState<AdvocateRow | null>(null);
  const columns = useMemo(() => advocateTableColumns({ linkBase, onCodes: setCodesOf }), [linkBase]);
  const hrefOf = (id: string) =>
    `/audience-activity/referral-attribution?campaign=${encodeURIComponent(campaign.uid)}&advocate=${id}`;
  const isSearching = Boolean(q?.trim());
  const hasRows = page.rows.length > 0;
  return (
    <section className={classes.section} aria-labelledby="advocates">
      <h2 id="advocates" className={classes.heading}>
        Advocates
      </h2>
      {(hasRows || isSearching) && (
        <SearchFilter
          label="Search advocates"
          value={query.searchText}
          onChange={query.search}
          onLeave={() => table.current?.focusRow()}
        />
      )}
      {hasRows ? (
        <DataTable
          ref={table}
          label="Advocates"
          columns={columns}
          rows={page.rows}
          {...{ getRowId, getRowLabel }}
          getRowHref={(row) => hrefOf(row.id)}
          sort={BY_NAME}
          onSort={() => {}}
          settings={DEFAULT_TABLE_SETTINGS}
          onOpen={(id) => query.leaveFor(hrefOf(id))}
          pending={query.pending}
        />
      ) : (
        <NoAdvocates isSearching={isSearching} campaign={campaign} />
      )}
      {hasRows && <Pages campaign={campaign} page={page} isSearching={isSearching} query={query} />}
      <CodesDialog advocate={codesOf} campaign={campaign} canWrite={canWrite} onClose={() => setCodesOf(null)} />
    </section>
  );
}

type PagesProps = Pick<Props, "campaign" | "page"> & {
  isSearching: boolean;
  query: ListQuery<typeof advocateSearchParams>;
};

function Pages({ campaign, page: { next, previous }, isSearching, query }: PagesProps) {
  const { advocates } = campaign;
  const total = useMemo(() => Promise.resolve(advocates), [advocates]);
  return (
    <PaginationBar
      // How many a search finds is not counted: its pages are few.
      count={isSearching ? <span /> : <ResultCount total={total} one="advocate" many="advocates" scope={campaign.id} />}
      size={query.params.size}
      sizes={PAGE_SIZES}
      onSize={(size) => query.change({ size })}
      onPrevious={previous ? () => query.turnTo({ before: previous }) : undefined}
      onNext={next ? () => query.turnTo({ after: next }) : undefined}
    />
  );
}

function NoAdvocates({ isSearching, campaign }: { isSearching: boolean; campaign: Campaign }) {
  if (isSearching) {
    return (
      <EmptyState
        title="No advocate matches"
        description="Nobody who may refer here is called so. Type the contact into “Who may advocate here” to see what is missing."
      />
    );
  }
  return (
    <EmptyState
      title="No advocates yet"
      description={
        campaign.segments.length === 0
          ? "The campaign is open to no segment, so nobody can refer in it. Edit it and choose its segments."
          : "Nobody in its segments is enrolled. Enrol their members, or add enrolled contacts to them."
      }
    />
  );
}
