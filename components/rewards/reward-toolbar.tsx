"use client";

import { contactOption } from "@/components/contacts/contact-option";
import { DateRangeFilter } from "@/components/data-table/date-range-filter";
import { type FacetCounts, FacetFilter } from "@/components/data-table/facet-filter";
import { FilterChip } from "@/components/data-table/filter-chip";
import { RemoteFilter } from "@/components/data-table/remote-filter";
import { SearchFilter } from "@/components/data-table/search-filter";
import { Toolbar } from "@/components/data-table/toolbar";
import { ViewMenu } from "@/components/data-table/view-menu";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { ContactOption } from "@/lib/contacts/queries";
import type { RewardRow } from "@/lib/rewards/columns";
import { RECIPIENTS, REWARD_STATUSES, REWARD_TRIGGERS } from "@/lib/rewards/schema";
import { RECIPIENT_LABELS, REWARD_STATUS_LABELS, TRIGGER_LABELS } from "@/lib/rewards/wording";
import type { TableSettings } from "@/lib/users/schema";
import { rewardTableColumns } from "./reward-columns";
import { countFilters, NO_FILTER, type RewardQuery } from "./use-reward-query";

export type RewardFilterProps = {
  campaigns: CampaignOption[];
  currencies: string[];
  /** What the contact is called that the filter names by id; null where none is named, or none is known. */
  contactName: string | null;
  facets: FacetCounts;
};

type FilterProps = RewardFilterProps & {
  query: RewardQuery;
  /** Any row that is shown: what a link has filtered by is the same in all. */
  sample: RewardRow | undefined;
};

type Props = FilterProps & {
  settings: TableSettings;
  onSettings: (patch: Partial<TableSettings>) => void;
  /** From the search into the table. */
  onLeaveSearch: () => void;
};

const statusOptions = REWARD_STATUSES.map((value) => ({ value, label: REWARD_STATUS_LABELS[value] }));
const recipientOptions = RECIPIENTS.map((value) => ({ value, label: RECIPIENT_LABELS[value] }));
const triggerOptions = REWARD_TRIGGERS.map((value) => ({ value, label: TRIGGER_LABELS[value] }));

/** Search, filters and view of the list of rewards. */
export function RewardToolbar({ settings, onSettings, onLeaveSearch, ...filters }: Props) {
  const { params, change, searchText, search, sort, sortBy } = filters.query;
  const activeFilters = countFilters(params);
  return (
    <Toolbar
      search={
        <SearchFilter label="Search people and orders" value={searchText} onChange={search} onLeave={onLeaveSearch} />
      }
      activeFilters={activeFilters}
      onClearAll={activeFilters > 0 || params.q ? () => change(NO_FILTER) : undefined}
      end={
        <ViewMenu columns={rewardTableColumns} settings={settings} onChange={onSettings} sort={sort} onSort={sortBy} />
      }
    >
      <Facets {...filters} />
      <Contact {...filters} />
      <Linked {...filters} />
      <DateRangeFilter
        label="Created"
        value={{ from: params.from ?? null, to: params.to ?? null }}
        onChange={(range) => change(range)}
      />
    </Toolbar>
  );
}

function Facets({ query: { params, change }, campaigns, currencies, facets: counts }: FilterProps) {
  const campaignOptions = campaigns.map(({ uid, name, ended }) => ({
    value: uid,
    label: ended ? `${name} (ended)` : name,
  }));
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
        {...{ label: "As", facet: "recipient", options: recipientOptions, counts }}
        value={params.recipient}
        onChange={(recipient) => change({ recipient })}
      />
      <FacetFilter
        {...{ label: "Earned by", facet: "trigger", options: triggerOptions, counts }}
        value={params.trigger}
        onChange={(trigger) => change({ trigger })}
      />
      <FacetFilter
        {...{ label: "Currency", facet: "currency", options: currencyOptions, counts }}
        value={params.currency}
        onChange={(currency) => change({ currency })}
      />
    </>
  );
}

function Contact({ query: { params, change }, contactName }: FilterProps) {
  return (
    <RemoteFilter<ContactOption>
      {...{ label: "Rewarded contact", placeholder: "Search contacts", url: "/api/ui/contacts" }}
      toOption={contactOption}
      value={params.contact}
      valueLabel={contactName}
      onChange={(contact) => change({ contact })}
    />
  );
}

/** Set by links from elsewhere only: nobody knows these ids. */
function Linked({ query: { params, change }, sample }: FilterProps) {
  const { rule, order, attribution } = params;
  return (
    <>
      {rule && (
        <FilterChip label="Reward trigger" value={sample?.rule.name ?? "One"} onClear={() => change({ rule: null })}>
          {() => <p>Only the rewards of one reward trigger are shown, whichever version of it gave them.</p>}
        </FilterChip>
      )}
      {order && (
        <FilterChip label="Order" value={sample?.order?.orderId ?? "One"} onClear={() => change({ order: null })}>
          {() => <p>Only the rewards that one order earned are shown.</p>}
        </FilterChip>
      )}
      {attribution && (
        <FilterChip label="Attribution" value="One" onClear={() => change({ attribution: null })}>
          {() => <p>Only the rewards that one attribution and its orders earned are shown.</p>}
        </FilterChip>
      )}
    </>
  );
}
