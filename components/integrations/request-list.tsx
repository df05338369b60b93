"use client";

import { IconPlugConnected } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import { FacetFilter } from "@/components/data-table/facet-filter";
import { NoMatches } from "@/components/data-table/no-matches";
import { PaginationBar } from "@/components/data-table/pagination-bar";
import { RemoteFilter } from "@/components/data-table/remote-filter";
import { ResultCount } from "@/components/data-table/result-count";
import { SearchFilter } from "@/components/data-table/search-filter";
import { Toolbar } from "@/components/data-table/toolbar";
import { type ListQuery, useListQuery } from "@/components/data-table/use-list-query";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import { ViewMenu } from "@/components/data-table/view-menu";
import { EmptyState } from "@/components/ui/empty-state";
import {
  PAGE_SIZES,
  type RecordName,
  type RequestCounts,
  type RequestFilter,
  type RequestRow,
  requestSearchParams,
} from "@/lib/integrations/columns";
import type { RequestPage } from "@/lib/integrations/queries";
import { EVENT_OUTCOMES } from "@/lib/integrations/schema";
import { OUTCOME_LABELS } from "@/lib/integrations/wording";
import type { TableSettings } from "@/lib/users/schema";
import { requestHref } from "./hrefs";
import { RecordNotice } from "./record-notice";
import { requestTableColumns } from "./request-columns";
import classes from "./request-list.module.css";

type Props = {
  page: RequestPage;
  counts: RequestCounts;
  /** The filter the page was made with; the address may be a step ahead of it. */
  filter: RequestFilter;
  /** What the key that is filtered by is called. */
  keyName: string | null;
  /** The record that is filtered by, where there is one. */
  record: RecordName | null;
  settings: TableSettings | undefined;
};

type Query = ListQuery<typeof requestSearchParams>;

const NO_FILTER = { q: null, outcome: null, code: null, key: null, record: null };
const OUTCOME_OPTIONS = EVENT_OUTCOMES.map((value) => ({ value, label: OUTCOME_LABELS[value] }));
const getRowId = (row: RequestRow) => row.id;
const getRowLabel = (row: RequestRow) => `${row.endpoint}, ${OUTCOME_LABELS[row.outcome]}`;
const getRowHref = (row: RequestRow) => requestHref(row.id);

/** The log request by request, with its search, filters and pages. */
export function RequestList({ page, counts, filter, keyName, record, settings: saved }: Props) {
  const table = useRef<DataTableHandle>(null);
  const query = useListQuery(requestSearchParams);
  const [settings, changeSettings] = useTableSettings("requests", saved);
  const total = useMemo(() => Promise.resolve(counts.total), [counts]);
  const { rows, next, previous } = page;
  if (rows.length === 0 && Object.values(filter).every((value) => !value?.length)) return <NoRequests />;
  return (
    <div className={classes.list}>
      {filter.record && <RecordNotice record={record} />}
      <Filters
        {...{ query, counts, keyName }}
        onLeave={() => table.current?.focusRow()}
        end={
          <ViewMenu
            columns={requestTableColumns}
            settings={settings}
            onChange={changeSettings}
            sort={query.sort}
            onSort={query.sortBy}
          />
        }
      />
      {rows.length > 0 ? (
        <DataTable
          ref={table}
          label="Requests"
          columns={requestTableColumns}
          rows={rows}
          {...{ getRowId, getRowLabel, getRowHref, settings }}
          sort={query.sort}
          onSort={query.sortBy}
          onOpen={(id) => query.leaveFor(requestHref(id))}
          pending={query.pending}
        />
      ) : (
        <NoMatches
          title="No request matches"
          description="Take away a filter, or search for a whole e-mail address or code."
          onClear={() => query.change(NO_FILTER)}
        />
      )}
      <PaginationBar
        count={<ResultCount total={total} one="request" many="requests" scope={JSON.stringify(filter)} />}
        empty={rows.length === 0}
        size={query.params.size}
        sizes={PAGE_SIZES}
        onSize={(size) => query.change({ size })}
        onPrevious={previous ? () => query.turnTo({ before: previous }) : undefined}
        onNext={next ? () => query.turnTo({ after: next }) : undefined}
      />
    </div>
  );
}

type FiltersProps = Pick<Props, "counts" | "keyName"> & { query: Query; onLeave: () => void; end: React.ReactNode };

function Filters({ query: { params, change, searchText, search }, counts, keyName, onLeave, end }: FiltersProps) {
  const facets = useMemo(() => Promise.resolve(counts.facets), [counts]);
  const codes = [...new Set([...counts.facets.code.map(({ value }) => value), ...(params.code ?? [])])];
  const activeFilters = [params.outcome, params.code, params.key].filter((value) => value?.length).length;
  return (
    <Toolbar
      search={<SearchFilter label="Search e-mail or code" value={searchText} onChange={search} onLeave={onLeave} />}
      activeFilters={activeFilters}
      onClearAll={activeFilters > 0 || params.q || params.record ? () => change(NO_FILTER) : undefined}
      end={end}
    >
      <FacetFilter
        label="Outcome"
        facet="outcome"
        options={OUTCOME_OPTIONS}
        counts={facets}
        value={params.outcome}
        onChange={(outcome) => change({ outcome })}
      />
      <FacetFilter
        label="Reason"
        facet="code"
        options={codes.map((value) => ({ value, label: value }))}
        counts={facets}
        value={params.code}
        onChange={(code) => change({ code })}
      />
      <RemoteFilter<{ id: string; name: string }>
        label="API key"
        placeholder="Search API keys"
        url="/api/ui/api-keys"
        toOption={({ id, name }) => ({ value: id, label: name })}
        value={params.key}
        valueLabel={keyName}
        onChange={(key) => change({ key })}
      />
    </Toolbar>
  );
}

function NoRequests() {
  return (
    <EmptyState
      icon={<IconPlugConnected size={36} stroke={1.4} />}
      title="No requests yet"
      description="Every request that another program sends with an API key is kept here: what it sent, what became of it, and why."
    />
  );
}
