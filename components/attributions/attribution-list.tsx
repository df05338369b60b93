"use client";

import { useRouter } from "next/navigation";
import { useEffect, useMemo, useRef } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import type { FacetCounts } from "@/components/data-table/facet-filter";
import { PaginationBar } from "@/components/data-table/pagination-bar";
import { ResultCount } from "@/components/data-table/result-count";
import { SearchFilter } from "@/components/data-table/search-filter";
import type { SortState } from "@/components/data-table/table-features";
import { Toolbar } from "@/components/data-table/toolbar";
import { useTableSelection } from "@/components/data-table/use-table-selection";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import { ViewMenu } from "@/components/data-table/view-menu";
import {
  type AttributionFilter,
  type AttributionRow,
  attributionColumns,
  PAGE_SIZES,
} from "@/lib/attributions/columns";
import type { FilterNames } from "@/lib/attributions/filter-names";
import type { AttributionPage } from "@/lib/attributions/queries";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { TableSettings } from "@/lib/users/schema";
import { attributionTableColumns } from "./attribution-columns";
import { NoAttributions, NoMatches } from "./attribution-empty";
import { AttributionFilters } from "./attribution-filters";
import classes from "./attribution-list.module.css";
import { AttributionSelection } from "./attribution-selection";
import { RecordDrawer } from "./record-drawer";
import { recordHref } from "./record-href";
import {
  countFilters,
  NO_FILTER,
  toSortParam,
  toSortState,
  useAttributionQuery,
  useOpenRecord,
} from "./use-attribution-query";

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

const getRowId = (row: AttributionRow) => row.id;
const getRowLabel = (row: AttributionRow) => row.customer.name ?? row.customer.email;
const getRowHref = (row: AttributionRow) => recordHref(row.id);

/** The Referral Attribution table with all that belongs to it: filters, pages, selection, the record beside it. */
export function AttributionList(props: Props) {
  const { page, filter, total, canWrite } = props;
  const router = useRouter();
  const table = useRef<DataTableHandle>(null);
  const { params, pending, startTransition, change, turnTo, search } = useAttributionQuery();
  const [settings, changeSettings] = useTableSettings("attributions", props.settings);
  const record = useOpenRecord();
  useFocusAfterClosing(record.id, table);
  const scope = JSON.stringify(filter);
  const ids = useMemo(() => page.rows.map(getRowId), [page.rows]);
  const selection = useTableSelection(scope, ids);

  const refresh = () => startTransition(() => router.refresh());
  const sort = toSortState(params.sort);
  const sortBy = (next: SortState) => change({ sort: toSortParam(next) });
  const clearFilters = () => change(NO_FILTER);
  const activeFilters = countFilters(params);
  const isFiltered = countFilters(filter) > 0 || Boolean(filter.q);
  const isEmpty = page.rows.length === 0;

  return (
    <div className={classes.list}>
      {(!isEmpty || isFiltered) && (
        <Toolbar
          search={
            <SearchFilter
              label="Search contacts and codes"
              value={params.q ?? ""}
              onChange={search}
              onLeave={() => table.current?.focusRow()}
            />
          }
          activeFilters={activeFilters}
          onClearAll={activeFilters > 0 || params.q ? clearFilters : undefined}
          end={
            <ViewMenu
              columns={attributionTableColumns}
              fixed="customer"
              settings={settings}
              onChange={changeSettings}
              sort={sort}
              onSort={sortBy}
            />
          }
        >
          <AttributionFilters
            params={params}
            onChange={change}
            campaigns={props.campaigns}
            counts={props.facets}
            names={props.names}
          />
        </Toolbar>
      )}
      {isEmpty && (isFiltered ? <NoMatches onClear={clearFilters} /> : <NoAttributions canWrite={canWrite} />)}
      {!isEmpty && (
        <DataTable
          ref={table}
          label="Referral attributions"
          columns={attributionTableColumns}
          rows={page.rows}
          getRowId={getRowId}
          getRowLabel={getRowLabel}
          getRowHref={getRowHref}
          sort={sort}
          onSort={sortBy}
          settings={settings}
          selection={canWrite ? selection : undefined}
          onOpen={record.open}
          pending={pending}
        />
      )}
      {canWrite && (
        <AttributionSelection
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
      )}
      {(!isEmpty || isFiltered) && (
        <PaginationBar
          count={<ResultCount total={total} one="attribution" many="attributions" scope={scope} />}
          empty={isEmpty}
          size={params.size}
          sizes={PAGE_SIZES}
          onSize={(size) => change({ size: size as (typeof PAGE_SIZES)[number] })}
          onPrevious={page.previous ? () => turnTo({ before: page.previous! }) : undefined}
          onNext={page.next ? () => turnTo({ after: page.next! }) : undefined}
        />
      )}
      <RecordDrawer id={record.id} canWrite={canWrite} onClose={record.close} onChanged={refresh} />
    </div>
  );
}

/** A closed record leaves the keyboard on its row, however it was closed. */
function useFocusAfterClosing(recordId: string | null, table: React.RefObject<DataTableHandle | null>) {
  const before = useRef(recordId);
  useEffect(() => {
    const closed = before.current;
    before.current = recordId;
    if (closed === null || recordId !== null) return;
    // After the drawer has given the focus back to where it thinks it came from.
    const timer = setTimeout(() => table.current?.focusRow(closed), 50);
    return () => clearTimeout(timer);
  }, [recordId, table]);
}
