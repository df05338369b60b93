"use client";

import type { FacetCounts } from "@/components/data-table/facet-filter";
import { SearchFilter } from "@/components/data-table/search-filter";
import { Toolbar } from "@/components/data-table/toolbar";
import { ViewMenu } from "@/components/data-table/view-menu";
import type { FilterNames } from "@/lib/attributions/filter-names";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { TableSettings } from "@/lib/users/schema";
import { attributionTableColumns } from "./attribution-columns";
import { AttributionFilters } from "./attribution-filters";
import { type AttributionQuery, countFilters, NO_FILTER } from "./use-attribution-query";

type Props = {
  query: AttributionQuery;
  campaigns: CampaignOption[];
  facets: FacetCounts;
  names: FilterNames;
  settings: TableSettings;
  onSettings: (patch: Partial<TableSettings>) => void;
  /** From the search into the table. */
  onLeaveSearch: () => void;
};

/** Search, filters and view of the Referral Attribution table. */
export function AttributionToolbar({ query, campaigns, facets, names, settings, onSettings, onLeaveSearch }: Props) {
  const { params, change, search, sort, sortBy } = query;
  const activeFilters = countFilters(params);
  return (
    <Toolbar
      search={
        <SearchFilter
          label="Search contacts and codes"
          value={query.searchText}
          onChange={search}
          onLeave={onLeaveSearch}
        />
      }
      activeFilters={activeFilters}
      onClearAll={activeFilters > 0 || params.q ? () => change(NO_FILTER) : undefined}
      end={
        <ViewMenu
          columns={attributionTableColumns}
          settings={settings}
          onChange={onSettings}
          sort={sort}
          onSort={sortBy}
        />
      }
    >
      <AttributionFilters params={params} onChange={change} campaigns={campaigns} counts={facets} names={names} />
    </Toolbar>
  );
}
