"use client";

import { useRef } from "react";
import listClasses from "@/components/attributions/attribution-list.module.css";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import type { FacetCounts } from "@/components/data-table/facet-filter";
import { PaginationBar } from "@/components/data-table/pagination-bar";
import { ResultCount } from "@/components/data-table/result-count";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import type { CampaignOption } from "@/lib/campaigns/queries";
import { type OrderFilter, type OrderRow, PAGE_SIZES, type OrderTotals as Totals } from "@/lib/orders/columns";
import type { OrderPage } from "@/lib/orders/queries";
import type { TableSettings } from "@/lib/users/schema";
import { orderTableColumns } from "./order-columns";
import { NoMatchingOrders, NoOrders } from "./order-empty";
import { orderHref } from "./order-href";
import { type OrderFilterNames, OrderToolbar } from "./order-toolbar";
import { OrderTotals } from "./order-totals";
import { isFiltered, NO_FILTER, type OrderQuery, useOrderQuery } from "./use-order-query";

type Props = {
  page: OrderPage;
  /** The filter the page was made with; the address may be a step ahead of it. */
  filter: OrderFilter;
  total: Promise<Totals>;
  facets: FacetCounts;
  campaigns: CampaignOption[];
  currencies: string[];
  names: OrderFilterNames;
  settings: TableSettings | undefined;
  canWrite: boolean;
};

const getRowId = (row: OrderRow) => row.id;
const getRowLabel = (row: OrderRow) => row.orderId;
const getRowHref = (row: OrderRow) => orderHref(row.id);

/** The list of orders with all that belongs to it: filters, what they are worth, rows, pages. */
export function OrderList({ page, filter, total, canWrite, settings: saved, ...filterProps }: Props) {
  const table = useRef<DataTableHandle>(null);
  const query = useOrderQuery();
  const [settings, changeSettings] = useTableSettings("orders", saved);
  const hasRows = page.rows.length > 0;
  if (!hasRows && !isFiltered(filter)) return <NoOrders canWrite={canWrite} />;
  return (
    <div className={listClasses.list}>
      <OrderToolbar
        {...{ ...filterProps, query, settings }}
        onSettings={changeSettings}
        onLeaveSearch={() => table.current?.focusRow()}
      />
      <OrderTotals total={total} scope={JSON.stringify(filter)} />
      {hasRows ? (
        <DataTable
          ref={table}
          label="Orders"
          columns={orderTableColumns}
          rows={page.rows}
          {...{ getRowId, getRowHref, getRowLabel, settings }}
          sort={query.sort}
          onSort={query.sortBy}
          onOpen={(id) => query.leaveFor(orderHref(id))}
          pending={query.pending}
        />
      ) : (
        <NoMatchingOrders onClear={() => query.change(NO_FILTER)} />
      )}
      <Pages {...{ page, filter, total, query }} />
    </div>
  );
}

function Pages({ page, filter, total, query }: Pick<Props, "page" | "filter" | "total"> & { query: OrderQuery }) {
  const { next, previous } = page;
  return (
    <PaginationBar
      count={<ResultCount total={total} one="order" many="orders" scope={JSON.stringify(filter)} />}
      empty={page.rows.length === 0}
      size={query.params.size}
      sizes={PAGE_SIZES}
      onSize={(size) => query.change({ size })}
      onPrevious={previous ? () => query.turnTo({ before: previous }) : undefined}
      onNext={next ? () => query.turnTo({ after: next }) : undefined}
    />
  );
}
