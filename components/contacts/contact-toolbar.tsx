"use client";

import { type FacetCounts, FacetFilter } from "@/components/data-table/facet-filter";
import { SearchFilter } from "@/components/data-table/search-filter";
import { Toolbar } from "@/components/data-table/toolbar";
import { ViewMenu } from "@/components/data-table/view-menu";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import { SOURCES } from "@/lib/audit/schema";
import type { CampaignOption } from "@/lib/campaigns/queries";
import { CONTACT_STATUSES } from "@/lib/contacts/schema";
import { CONTACT_STATUS_LABELS } from "@/lib/contacts/wording";
import type { SegmentOption } from "@/lib/segments/queries";
import type { TableSettings } from "@/lib/users/schema";
import { contactTableColumns } from "./contact-columns";
import { type ContactQuery, countFilters, NO_FILTER } from "./use-contact-query";

type FilterProps = { query: ContactQuery; campaigns: CampaignOption[]; segments: SegmentOption[]; facets: FacetCounts };

type Props = FilterProps & {
  settings: TableSettings;
  onSettings: (patch: Partial<TableSettings>) => void;
  /** From the search into the table. */
  onLeaveSearch: () => void;
};

const statusOptions = CONTACT_STATUSES.map((value) => ({ value, label: CONTACT_STATUS_LABELS[value] }));
const sourceOptions = SOURCES.map((value) => ({ value, label: SOURCE_LABELS[value] }));

/** Search, filters and view of the list of contacts. */
export function ContactToolbar({ settings, onSettings, onLeaveSearch, ...filters }: Props) {
  const { params, change, searchText, search, sort, sortBy } = filters.query;
  const activeFilters = countFilters(params);
  return (
    <Toolbar
      search={
        <SearchFilter
          label="Search names, e-mails and UIDs"
          value={searchText}
          onChange={search}
          onLeave={onLeaveSearch}
        />
      }
      activeFilters={activeFilters}
      onClearAll={activeFilters > 0 || params.q ? () => change(NO_FILTER) : undefined}
      end={
        <ViewMenu columns={contactTableColumns} settings={settings} onChange={onSettings} sort={sort} onSort={sortBy} />
      }
    >
      <Filters {...filters} />
    </Toolbar>
  );
}

function Filters({ query: { params, change }, campaigns, segments, facets: counts }: FilterProps) {
  return (
    <>
      <FacetFilter
        {...{ label: "Status", facet: "status", options: statusOptions, counts }}
        value={params.status}
        onChange={(status) => change({ status })}
      />
      <FacetFilter
        {...{ label: "Segment", facet: "segment", counts }}
        options={segments.map(({ id, name }) => ({ value: id, label: name }))}
        value={params.segment}
        onChange={(segment) => change({ segment })}
      />
      <FacetFilter
        {...{ label: "Advocate in", facet: "campaign", counts }}
        options={campaigns.map(({ uid, name, ended }) => ({ value: uid, label: ended ? `${name} (ended)` : name }))}
        value={params.campaign}
        onChange={(campaign) => change({ campaign })}
      />
      <FacetFilter
        {...{ label: "Source", facet: "source", options: sourceOptions, counts }}
        value={params.source}
        onChange={(source) => change({ source })}
      />
    </>
  );
}
