"use client";

import { contactOption } from "@/components/contacts/contact-option";
import { DateRangeFilter } from "@/components/data-table/date-range-filter";
import { type FacetCounts, FacetFilter } from "@/components/data-table/facet-filter";
import { FilterChip } from "@/components/data-table/filter-chip";
import { RemoteFilter } from "@/components/data-table/remote-filter";
import { SearchFilter } from "@/components/data-table/search-filter";
import { Toolbar } from "@/components/data-table/toolbar";
import { ViewMenu } from "@/components/data-table/view-menu";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import { SOURCES } from "@/lib/audit/schema";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { ContactOption } from "@/lib/contacts/queries";
import { CREDITED, NO_CAMPAIGN } from "@/lib/orders/columns";
import { ORDER_STATUSES } from "@/lib/orders/schema";
import { CREDITED_LABELS, ORDER_STATUS_LABELS } from "@/lib/orders/wording";
import type { TableSettings } from "@/lib/users/schema";
import { orderTableColumns } from "./order-columns";
import { countFilters, NO_FILTER, type OrderQuery } from "./use-order-query";

/** What the people are called that the filter names by id; null where none is named, or none is known. */
export type OrderFilterNames = { advocate: string | null; customer: string | null };

type FilterProps = {
  query: OrderQuery;
  campaigns: CampaignOption[];
  currencies: string[];
  names: OrderFilterNames;
  facets: FacetCounts;
};

type Props = FilterProps & {
  settings: TableSettings;
  onSettings: (patch: Partial<TableSettings>) => void;
  /** From the search into the table. */
  onLeaveSearch: () => void;
};

const statusOptions = ORDER_STATUSES.map((value) => ({ value, label: ORDER_STATUS_LABELS[value] }));
const creditedOptions = CREDITED.map((value) => ({ value, label: CREDITED_LABELS[value] }));
const sourceOptions = SOURCES.map((value) => ({ value, label: SOURCE_LABELS[value] }));

/** Search, filters and view of the list of orders. */
export function OrderToolbar({ settings, onSettings, onLeaveSearch, ...filters }: Props) {
  const { params, change, searchText, search, sort, sortBy } = filters.query;
  const activeFilters = countFilters(params);
  return (
    <Toolbar
      search={
        <SearchFilter label="Search orders and people" value={searchText} onChange={search} onLeave={onLeaveSearch} />
      }
      activeFilters={activeFilters}
      onClearAll={activeFilters > 0 || params.q ? () => change(NO_FILTER) : undefined}
      end={
        <ViewMenu columns={orderTableColumns} settings={settings} onChange={onSettings} sort={sort} onSort={sortBy} />
      }
    >
      <Facets {...filters} />
      <People {...filters} />
      <DateRangeFilter
        label="Placed"
        value={{ from: params.from ?? null, to: params.to ?? null }}
        onChange={(range) => change(range)}
      />
    </Toolbar>
  );
}

function Facets({ query: { params, change }, campaigns, currencies, facets: counts }: FilterProps) {
  const campaignOptions = [
    ...campaigns.map(({ uid, name, ended }) => ({ value: uid, label: ended ? `${name} (ended)` : name })),
    { value: NO_CAMPAIGN, label: "No campaign" },
  ];
  const currencyOptions = currencies.map((value) => ({ value, label: value }));
  return (
    <>
      <FacetFilter
        {...{ label: "Status", facet: "status", options: statusOptions, counts }}
        value={params.status}
        onChange={(status) => change({ status })}
      />
      <FacetFilter
        {...{ label: "Campaign", facet: "campaign", options: campaignOptions, counts }}
        value={params.campaign}
        onChange={(campaign) => change({ campaign })}
      />
      <FacetFilter
        {...{ label: "Credit", facet: "credited", options: creditedOptions, counts }}
        value={params.credited}
        onChange={(credited) => change({ credited })}
      />
      <FacetFilter
        {...{ label: "Source", facet: "source", options: sourceOptions, counts }}
        value={params.source}
        onChange={(source) => change({ source })}
      />
      <FacetFilter
        {...{ label: "Currency", facet: "currency", options: currencyOptions, counts }}
        value={params.currency}
        onChange={(currency) => change({ currency })}
      />
    </>
  );
}

function People({ query: { params, change }, names }: FilterProps) {
  const search = { placeholder: "Search contacts", url: "/api/ui/contacts", toOption: contactOption };
  return (
    <>
      <RemoteFilter<ContactOption>
        {...{ ...search, label: "Advocate", value: params.advocate, valueLabel: names.advocate }}
        onChange={(advocate) => change({ advocate })}
      />
      <RemoteFilter<ContactOption>
        {...{ ...search, label: "Customer", value: params.customer, valueLabel: names.customer }}
        onChange={(customer) => change({ customer })}
      />
      {/* Set by a link from an attribution only: nobody knows its id. */}
      {params.attribution && (
        <FilterChip label="Attribution" value="One" onClear={() => change({ attribution: null })}>
          {() => <p>Only the orders that are credited to one attribution are shown.</p>}
        </FilterChip>
      )}
    </>
  );
}
