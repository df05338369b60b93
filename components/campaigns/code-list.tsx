"use client";

import { IconTicket } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type RefObject, useMemo, useRef } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import { type FacetCounts, FacetFilter } from "@/components/data-table/facet-filter";
import { ListPages } from "@/components/data-table/list-pages";
import { NoMatches } from "@/components/data-table/no-matches";
import { SearchFilter } from "@/components/data-table/search-filter";
import type { DataColumn } from "@/components/data-table/table-features";
import { Toolbar } from "@/components/data-table/toolbar";
import { type ListQuery, useListQuery } from "@/components/data-table/use-list-query";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import { ViewMenu } from "@/components/data-table/view-menu";
import { EmptyState } from "@/components/ui/empty-state";
import type { CodePage } from "@/lib/campaigns/codes";
import { CODE_STATES, type CodeFilter, type CodeRow, codeSearchParams, PAGE_SIZES } from "@/lib/campaigns/columns";
import type { Campaign } from "@/lib/campaigns/queries";
import { CODE_STATE_LABELS } from "@/lib/campaigns/wording";
import { CODE_KINDS } from "@/lib/codes/schema";
import { CODE_KIND_LABELS } from "@/lib/codes/wording";
import type { TableSettings } from "@/lib/users/schema";
import classes from "./campaign-list.module.css";
import { codeTableColumns } from "./code-columns";
import { attributionsHref } from "./hrefs";

type Props = {
  campaign: Campaign;
  page: CodePage;
  /** The filter the page was made with; the address may be a step ahead of it. */
  filter: CodeFilter;
  total: Promise<BoundedCount>;
  facets: FacetCounts;
  settings: TableSettings | undefined;
  /** What a referral link begins with, up to the code. */
  linkBase: string;
  canWrite: boolean;
};

const KIND_OPTIONS = CODE_KINDS.map((value) => ({ value, label: CODE_KIND_LABELS[value] }));
const STATE_OPTIONS = CODE_STATES.map((value) => ({ value, label: CODE_STATE_LABELS[value] }));
const NO_FILTER = { q: null, kind: null, state: null };
const getRowId = (row: CodeRow) => row.id;
const getRowLabel = (row: CodeRow) => row.code;

/** Every code of a campaign: search, filters, pages, links, and retiring and restoring each. */
export function CodeList({ campaign, page, filter, total, facets, settings: saved, linkBase, canWrite }: Props) {
  const router = useRouter();
  const table = useRef<DataTableHandle>(null);
  const query = useListQuery(codeSearchParams);
  const [settings, changeSettings] = useTableSettings("campaign-codes", saved);
  const { uid } = campaign;
  const columns = useMemo(
    () =>
      codeTableColumns({
        ...{ linkBase, canWrite },
        hrefOf: (row) => attributionsHref(uid, row.code),
        onChanged: () => router.refresh(),
      }),
    [linkBase, canWrite, uid, router],
  );
  const hasRows = page.rows.length > 0;
  const isFiltered = Boolean(filter.q?.trim() || filter.kind?.length || filter.state?.length);
  if (!hasRows && !isFiltered) return <NoCodes canWrite={canWrite} />;
  const codeOf = (id: string) => page.rows.find((row) => row.id === id)?.code;
  return (
    <div className={classes.list}>
      <CodeToolbar {...{ query, facets, settings, columns, table }} onSettings={changeSettings} />
      {hasRows ? (
        <DataTable
          ref={table}
          label="Codes"
          {...{ columns, getRowId, getRowLabel, settings }}
          rows={page.rows}
          getRowHref={(row) => attributionsHref(uid, row.code)}
          sort={query.sort}
          onSort={query.sortBy}
          onOpen={(id) => query.leaveFor(attributionsHref(uid, codeOf(id)))}
          pending={query.pending}
        />
      ) : (
        <NoMatches
          title="No code matches"
          description="Take away a filter, or search for a part of the code, or of its advocate's name or e-mail."
          onClear={() => query.change(NO_FILTER)}
        />
      )}
      <ListPages {...{ page, filter, total, query }} sizes={PAGE_SIZES} one="code" many="codes" />
    </div>
  );
}

type ToolbarProps = {
  query: ListQuery<typeof codeSearchParams>;
  facets: FacetCounts;
  settings: TableSettings;
  columns: DataColumn<CodeRow>[];
  onSettings: (patch: Partial<TableSettings>) => void;
  table: RefObject<DataTableHandle | null>;
};

function CodeToolbar({ query, facets, settings, columns, onSettings, table }: ToolbarProps) {
  const { params, change } = query;
  const activeFilters = [params.kind, params.state].filter((values) => values?.length).length;
  return (
    <Toolbar
      search={
        <SearchFilter
          label="Search codes and advocates"
          value={query.searchText}
          onChange={query.search}
          onLeave={() => table.current?.focusRow()}
        />
      }
      activeFilters={activeFilters}
      onClearAll={activeFilters > 0 || params.q ? () => change(NO_FILTER) : undefined}
      end={<ViewMenu {...{ columns, settings }} onChange={onSettings} sort={query.sort} onSort={query.sortBy} />}
    >
      <FacetFilter
        {...{ label: "Kind", facet: "kind", options: KIND_OPTIONS, counts: facets }}
        value={params.kind}
        onChange={(kind) => change({ kind })}
      />
      <FacetFilter
        {...{ label: "State", facet: "state", options: STATE_OPTIONS, counts: facets }}
        value={params.state}
        onChange={(state) => change({ state })}
      />
    </Toolbar>
  );
}

function NoCodes({ canWrite }: { canWrite: boolean }) {
  const what = "Each advocate gets a shortcode at once: an enrolled contact in one of the campaign's segments.";
  return (
    <EmptyState
      icon={<IconTicket size={36} stroke={1.4} />}
      title="No codes yet"
      description={canWrite ? `${what} Coupon codes are created for an advocate.` : what}
    />
  );
}
