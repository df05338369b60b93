"use client";

import { IconSpeakerphone } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import { FacetFilter } from "@/components/data-table/facet-filter";
import { ListPages } from "@/components/data-table/list-pages";
import { NoMatches } from "@/components/data-table/no-matches";
import { SearchFilter } from "@/components/data-table/search-filter";
import { Toolbar } from "@/components/data-table/toolbar";
import { type ListQuery, useListQuery } from "@/components/data-table/use-list-query";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import { ViewMenu } from "@/components/data-table/view-menu";
import { EmptyState } from "@/components/ui/empty-state";
import {
  type Bounded,
  type CampaignParams,
  type CampaignRow,
  campaignSearchParams,
  PAGE_SIZES,
} from "@/lib/campaigns/columns";
import type { CampaignPage } from "@/lib/campaigns/queries";
import { CAMPAIGN_STATES, type CampaignState } from "@/lib/campaigns/schema";
import { CAMPAIGN_STATE_LABELS } from "@/lib/campaigns/wording";
import type { TableSettings } from "@/lib/users/schema";
import { campaignTableColumns } from "./campaign-columns";
import classes from "./campaign-list.module.css";
import { campaignHref } from "./hrefs";
import { CreateCampaignLink } from "./link-button";

type Props = {
  page: CampaignPage;
  counts: { total: Bounded; states: ({ value: CampaignState } & Bounded)[] };
  /** The filter the page was made with; the address may be a step ahead of it. */
  filter: Pick<CampaignParams, "q" | "state">;
  settings: TableSettings | undefined;
  canWrite: boolean;
};

const STATE_OPTIONS = CAMPAIGN_STATES.map((value) => ({ value, label: CAMPAIGN_STATE_LABELS[value] }));
const getRowId = (row: CampaignRow) => row.id;
const getRowLabel = (row: CampaignRow) => row.name;
const getRowHref = (row: CampaignRow) => campaignHref(row.id);

/** The list of campaigns with its search, filter and pages. */
export function CampaignList({ page, counts, filter, settings: saved, canWrite }: Props) {
  const table = useRef<DataTableHandle>(null);
  const query = useListQuery(campaignSearchParams);
  const [settings, changeSettings] = useTableSettings("campaigns", saved);
  const total = useMemo(() => Promise.resolve(counts.total), [counts.total]);
  const isFiltered = Boolean(filter.q?.trim() || filter.state?.length);
  const hasRows = page.rows.length > 0;
  if (!hasRows && !isFiltered) return <NoCampaigns canWrite={canWrite} />;
  return (
    <div className={classes.list}>
      <Filters
        query={query}
        states={counts.states}
        onLeave={() => table.current?.focusRow()}
        view={
          <ViewMenu
            columns={campaignTableColumns}
            settings={settings}
            onChange={changeSettings}
            sort={query.sort}
            onSort={query.sortBy}
          />
        }
      />
      {hasRows ? (
        <DataTable
          ref={table}
          label="Campaigns"
          columns={campaignTableColumns}
          rows={page.rows}
          {...{ getRowId, getRowLabel, getRowHref, settings }}
          sort={query.sort}
          onSort={query.sortBy}
          onOpen={(id) => query.leaveFor(campaignHref(id))}
          pending={query.pending}
        />
      ) : (
        <NoMatches
          title="No campaign matches"
          description="Take away the filter, or search for a part of the name or UID."
          onClear={() => query.change({ q: null, state: null })}
        />
      )}
      <ListPages {...{ page, filter, total, query }} sizes={PAGE_SIZES} one="campaign" many="campaigns" />
    </div>
  );
}

type FiltersProps = {
  query: ListQuery<typeof campaignSearchParams>;
  states: Props["counts"]["states"];
  onLeave: () => void;
  view: React.ReactNode;
};

function Filters({ query, states, onLeave, view }: FiltersProps) {
  const { params, change } = query;
  const activeFilters = params.state?.length ? 1 : 0;
  const counts = useMemo(() => Promise.resolve({ state: states }), [states]);
  return (
    <Toolbar
      search={
        <SearchFilter label="Search campaigns" value={query.searchText} onChange={query.search} onLeave={onLeave} />
      }
      activeFilters={activeFilters}
      onClearAll={activeFilters > 0 || params.q ? () => change({ q: null, state: null }) : undefined}
      end={view}
    >
      <FacetFilter
        label="State"
        facet="state"
        options={STATE_OPTIONS}
        counts={counts}
        value={params.state}
        onChange={(state) => change({ state })}
      />
    </Toolbar>
  );
}

function NoCampaigns({ canWrite }: { canWrite: boolean }) {
  const what =
    "A campaign is what people are referred into. It is open to segments of contacts, and gives each advocate in them a referral link of their own";
  return (
    <EmptyState
      icon={<IconSpeakerphone size={36} stroke={1.4} />}
      title="No campaigns yet"
      description={canWrite ? `${what}.` : `${what}. An admin creates it.`}
      action={canWrite && <CreateCampaignLink />}
    />
  );
}
