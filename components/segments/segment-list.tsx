"use client";

import { IconStack2 } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import { ListPages } from "@/components/data-table/list-pages";
import { NoMatches } from "@/components/data-table/no-matches";
import { SearchFilter } from "@/components/data-table/search-filter";
import { useListQuery } from "@/components/data-table/use-list-query";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import { ViewMenu } from "@/components/data-table/view-menu";
import { EmptyState } from "@/components/ui/empty-state";
import { PAGE_SIZES, type SegmentRow, segmentSearchParams } from "@/lib/segments/columns";
import type { SegmentPage } from "@/lib/segments/queries";
import type { TableSettings } from "@/lib/users/schema";
import { CreateSegment } from "./create-segment";
import { segmentHref } from "./hrefs";
import classes from "./segment-page.module.css";
import { segmentTableColumns } from "./segment-table-columns";

type Props = {
  page: SegmentPage;
  total: BoundedCount;
  /** The search the page was made with; the address may be a step ahead of it. */
  q: string | null | undefined;
  settings: TableSettings | undefined;
  canWrite: boolean;
};

const getRowId = (row: SegmentRow) => row.id;
const getRowLabel = (row: SegmentRow) => row.name;
const getRowHref = (row: SegmentRow) => segmentHref(row.id);

/** The table of segments with its search, its pages, and what stands there while there is none. */
export function SegmentList({ page, total, q, settings: saved, canWrite }: Props) {
  const table = useRef<DataTableHandle>(null);
  const query = useListQuery(segmentSearchParams);
  const [settings, changeSettings] = useTableSettings("segments", saved);
  const counted = useMemo(() => Promise.resolve(total), [total]);
  const { rows } = page;
  if (rows.length === 0 && !q?.trim()) return <NoSegments canWrite={canWrite} />;

  return (
    <div className={classes.list}>
      <search className={classes.toolbar} aria-label="Filters">
        <SearchFilter
          label="Search segments"
          value={query.searchText}
          onChange={query.search}
          onLeave={() => table.current?.focusRow()}
        />
        <ViewMenu
          columns={segmentTableColumns}
          settings={settings}
          onChange={changeSettings}
          sort={query.sort}
          onSort={query.sortBy}
        />
      </search>
      {rows.length === 0 ? (
        <NoMatches
          title="No segment is called so"
          description="Search for something shorter: a part of the name is enough."
          onClear={() => query.search("")}
          clearLabel="Clear search"
        />
      ) : (
        <DataTable
          ref={table}
          label="Segments"
          columns={segmentTableColumns}
          rows={rows}
          {...{ getRowId, getRowLabel, getRowHref, settings }}
          sort={query.sort}
          onSort={query.sortBy}
          onOpen={(id) => query.leaveFor(segmentHref(id))}
          pending={query.pending}
        />
      )}
      <ListPages {...{ page, query }} filter={q} total={counted} sizes={PAGE_SIZES} one="segment" many="segments" />
    </div>
  );
}

function NoSegments({ canWrite }: { canWrite: boolean }) {
  const what =
    "A segment is a named group of contacts: partners, customers of a region, early users. A campaign is opened to segments, and their enrolled members become its advocates.";
  return (
    <EmptyState
      icon={<IconStack2 size={36} stroke={1.4} />}
      title="No segments yet"
      description={
        canWrite ? `${what} Create the first one, then add contacts to it.` : `${what} An admin creates them.`
      }
      action={canWrite && <CreateSegment />}
    />
  );
}
