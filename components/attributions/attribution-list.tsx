"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useMemo, useRef } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import type { FacetCounts } from "@/components/data-table/facet-filter";
import { PaginationBar } from "@/components/data-table/pagination-bar";
import { ResultCount } from "@/components/data-table/result-count";
import { type TableSelection, useTableSelection } from "@/components/data-table/use-table-selection";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import { focusAfterReturn } from "@/components/ui/focus-after-return";
import { type AttributionFilter, type AttributionRow, PAGE_SIZES } from "@/lib/attributions/columns";
import type { FilterNames } from "@/lib/attributions/filter-names";
import type { AttributionPage } from "@/lib/attributions/queries";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { TableSettings } from "@/lib/users/schema";
import { attributionTableColumns } from "./attribution-columns";
import { NoAttributions, NoMatches } from "./attribution-empty";
import classes from "./attribution-list.module.css";
import { AttributionSelection } from "./attribution-selection";
import { AttributionToolbar } from "./attribution-toolbar";
import { RecordDrawer } from "./record-drawer";
import { recordHref } from "./record-href";
import { type AttributionQuery, isFiltered, NO_FILTER, useAttributionQuery } from "./use-attribution-query";
import { useOpenRecord } from "./use-open-record";

type Props = {
  page: AttributionPage;
  /** The filter the page was made with; the address may be a step ahead of it. */
  filter: AttributionFilter;
  total: Promise<BoundedCount>;
  facets: FacetCounts;
  campaigns: CampaignOption[];
  names: FilterNames;
  settings: TableSettings | undefined;
  canWrite: boolean;
};

/** The Referral Attribution table with all that belongs to it: filters, rows, pages, the record beside them. */
export function AttributionList({ page, filter, total, canWrite, settings: saved, ...filterProps }: Props) {
  const router = useRouter();
  const table = useRef<DataTableHandle>(null);
  const query = useAttributionQuery();
  const [settings, changeSettings] = useTableSettings("attributions", saved);
  const record = useOpenRecord();
  useFocusAfterClosing(record.id, table);
  const ids = useMemo(() => page.rows.map(getRowId), [page.rows]);
  const selection = useTableSelection(JSON.stringify(filter), ids);
  const refresh = () => query.startTransition(() => router.refresh());
  const open = (id: string) => {
    query.forgetTyping();
    record.open(id);
  };
  const hasRows = page.rows.length > 0;
  const hasToolbar = hasRows || isFiltered(filter);

  return (
    <div className={classes.list}>
      {hasToolbar && (
        <AttributionToolbar
          {...filterProps}
          query={query}
          settings={settings}
          onSettings={changeSettings}
          onLeaveSearch={() => table.current?.focusRow()}
        />
      )}
      {hasRows && (
        <Rows {...{ page, query, settings, table }} selection={canWrite ? selection : undefined} onOpen={open} />
      )}
      {/* Not with the rows: a change may leave none of them, and what it did is still to be read. */}
      <Selection {...{ page, filter, total, canWrite, ids, selection, table, refresh }} />
      {!hasRows && hasToolbar && <NoMatches onClear={() => query.change(NO_FILTER)} />}
      {!hasToolbar && <NoAttributions canWrite={canWrite} />}
      {hasToolbar && <Pages {...{ page, filter, total, query }} />}
      <RecordDrawer id={record.id} canWrite={canWrite} onClose={record.close} onChanged={refresh} />
    </div>
  );
}

type RowsProps = Pick<Props, "page"> & {
  query: AttributionQuery;
  settings: TableSettings;
  table: RefObject<DataTableHandle | null>;
  selection: TableSelection | undefined;
  onOpen: (id: string) => void;
};

const getRowId = (row: AttributionRow) => row.id;
const getRowLabel = (row: AttributionRow) => row.customer.name ?? row.customer.email;
const getRowHref = (row: AttributionRow) => recordHref(row.id);

function Rows({ page, query, settings, table, selection, onOpen }: RowsProps) {
  return (
    <DataTable
      ref={table}
      label="Referral attributions"
      columns={attributionTableColumns}
      rows={page.rows}
      getRowId={getRowId}
      getRowLabel={getRowLabel}
      getRowHref={getRowHref}
      sort={query.sort}
      onSort={query.sortBy}
      settings={settings}
      selection={selection}
      onOpen={onOpen}
      pending={query.pending}
    />
  );
}

type SelectionProps = Pick<Props, "page" | "filter" | "total" | "canWrite"> & {
  ids: string[];
  selection: TableSelection;
  table: RefObject<DataTableHandle | null>;
  refresh: () => void;
};

function Selection({ page, filter, total, canWrite, ids, selection, table, refresh }: SelectionProps) {
  return (
    <AttributionSelection
      canWrite={canWrite}
      selection={selection}
      filter={filter}
      total={total}
      pageIds={ids}
      hasMore={page.next !== null || page.previous !== null}
      onClear={() => {
        selection.clear();
        table.current?.focusRow();
      }}
      onChanged={() => {
        selection.clear();
        refresh();
      }}
    />
  );
}

function Pages({ page, filter, total, query }: Pick<Props, "page" | "filter" | "total"> & { query: AttributionQuery }) {
  const { next, previous } = page;
  return (
    <PaginationBar
      count={<ResultCount total={total} one="attribution" many="attributions" scope={JSON.stringify(filter)} />}
      empty={page.rows.length === 0}
      size={query.params.size}
      sizes={PAGE_SIZES}
      onSize={(size) => query.change({ size })}
      onPrevious={previous ? () => query.turnTo({ before: previous }) : undefined}
      onNext={next ? () => query.turnTo({ after: next }) : undefined}
    />
  );
}

/** A closed record leaves the keyboard on its row, however it was closed. */
function useFocusAfterClosing(recordId: string | null, table: RefObject<DataTableHandle | null>) {
  const before = useRef(recordId);
  useEffect(() => {
    const closed = before.current;
    before.current = recordId;
    if (closed === null || recordId !== null) return;
    return focusAfterReturn(() => table.current?.focusRow(closed));
  }, [recordId, table]);
}
