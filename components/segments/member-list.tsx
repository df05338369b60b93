"use client";

import { IconUserPlus } from "@tabler/icons-react";
import { type RefObject, useMemo, useRef } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import { type FacetCounts, FacetFilter } from "@/components/data-table/facet-filter";
import { ListPages } from "@/components/data-table/list-pages";
import { NoMatches } from "@/components/data-table/no-matches";
import { SearchFilter } from "@/components/data-table/search-filter";
import { Toolbar } from "@/components/data-table/toolbar";
import { type ListQuery, useListQuery } from "@/components/data-table/use-list-query";
import { useTableSelection } from "@/components/data-table/use-table-selection";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import { ViewMenu } from "@/components/data-table/view-menu";
import { EmptyState } from "@/components/ui/empty-state";
import {
  type MemberFilter,
  type MemberRow,
  memberSearchParams,
  PAGE_SIZES,
  type SegmentRow,
} from "@/lib/segments/columns";
import type { MemberPage } from "@/lib/segments/member-queries";
import { MEMBER_STATUSES } from "@/lib/segments/schema";
import { MEMBER_STATUS_LABELS } from "@/lib/segments/wording";
import type { TableSettings } from "@/lib/users/schema";
import { memberHref } from "./hrefs";
import { MemberSelection } from "./member-selection";
import classes from "./segment-page.module.css";
import { memberTableColumns } from "./segment-table-columns";

type Props = {
  segment: SegmentRow;
  page: MemberPage;
  /** The filter the page was made with; the address may be a step ahead of it. */
  filter: MemberFilter;
  total: Promise<BoundedCount>;
  facets: FacetCounts;
  settings: TableSettings | undefined;
  canWrite: boolean;
};

const getRowId = (row: MemberRow) => row.id;
const getRowLabel = (row: MemberRow) => row.name ?? row.email;
const getRowHref = (row: MemberRow) => memberHref(row.id);

const NO_FILTER = { q: null, status: null };

/** The members of a segment: search, status, pages, and removing those who are selected. */
export function MemberList({ segment, page, filter, total, facets, settings: saved, canWrite }: Props) {
  const table = useRef<DataTableHandle>(null);
  const query = useListQuery(memberSearchParams);
  const [settings, changeSettings] = useTableSettings("segment-members", saved);
  const { rows } = page;
  const ids = useMemo(() => rows.map(getRowId), [rows]);
  const scope = JSON.stringify(filter);
  const selection = useTableSelection(scope, ids);
  const isFiltered = Boolean(filter.q?.trim()) || Boolean(filter.status?.length);
  const hasToolbar = rows.length > 0 || isFiltered;

  return (
    <section className={classes.list} aria-label="Members">
      {hasToolbar && <MemberToolbar {...{ query, facets, settings, table }} onSettings={changeSettings} />}
      {rows.length > 0 && (
        <DataTable
          ref={table}
          label="Members"
          columns={memberTableColumns}
          {...{ rows, getRowId, getRowLabel, getRowHref, settings }}
          sort={query.sort}
          onSort={query.sortBy}
          selection={canWrite ? selection : undefined}
          onOpen={(id) => query.leaveFor(memberHref(id))}
          pending={query.pending}
        />
      )}
      {canWrite && (
        <MemberSelection {...{ segment, selection, total }} pageIds={ids} onClear={() => table.current?.focusRow()} />
      )}
      {rows.length === 0 && <NoMembers {...{ isFiltered, canWrite }} onClear={() => query.change(NO_FILTER)} />}
      {hasToolbar && <ListPages {...{ page, filter, total, query }} sizes={PAGE_SIZES} one="member" many="members" />}
    </section>
  );
}

type ToolbarProps = {
  query: ListQuery<typeof memberSearchParams>;
  facets: FacetCounts;
  settings: TableSettings;
  onSettings: (patch: Partial<TableSettings>) => void;
  table: RefObject<DataTableHandle | null>;
};

const STATUS_OPTIONS = MEMBER_STATUSES.map((value) => ({ value, label: MEMBER_STATUS_LABELS[value] }));

function MemberToolbar({ query, facets, settings, onSettings, table }: ToolbarProps) {
  const { params, change } = query;
  const activeFilters = params.status?.length ? 1 : 0;
  return (
    <Toolbar
      search={
        <SearchFilter
          label="Search members"
          value={query.searchText}
          onChange={query.search}
          onLeave={() => table.current?.focusRow()}
        />
      }
      activeFilters={activeFilters}
      onClearAll={activeFilters > 0 || params.q ? () => change(NO_FILTER) : undefined}
      end={
        <ViewMenu
          columns={memberTableColumns}
          settings={settings}
          onChange={onSettings}
          sort={query.sort}
          onSort={query.sortBy}
        />
      }
    >
      <FacetFilter
        label="Status"
        facet="status"
        options={STATUS_OPTIONS}
        counts={facets}
        value={params.status}
        onChange={(status) => change({ status })}
      />
    </Toolbar>
  );
}

function NoMembers({ isFiltered, canWrite, onClear }: { isFiltered: boolean; canWrite: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <NoMatches
        title="No member matches"
        description="Search for something shorter, or take away the filter: a part of a name or an address is enough."
        onClear={onClear}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconUserPlus size={36} stroke={1.4} />}
      title="No members yet"
      description={
        canWrite
          ? "Add contacts by searching for them, or paste a list of their e-mails. Enrolled members may refer in the campaigns that use this segment."
          : "An admin adds contacts. Enrolled members may refer in the campaigns that use this segment."
      }
    />
  );
}
