"use client";

import { DateRangeFilter } from "@/components/data-table/date-range-filter";
import { type FacetCounts, FacetFilter } from "@/components/data-table/facet-filter";
import { RemoteFilter, type RemoteOption } from "@/components/data-table/remote-filter";
import { INTEGRATION_LABELS } from "@/lib/api-keys/wording";
import { type ActorCell, type AttributionParams, STATUS_FILTERS } from "@/lib/attributions/columns";
import type { FilterNames } from "@/lib/attributions/filter-names";
import { METHODS } from "@/lib/attributions/schema";
import { METHOD_LABELS, SOURCE_LABELS, statusFilterLabel } from "@/lib/attributions/wording";
import { SOURCES } from "@/lib/audit/schema";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { ContactOption } from "@/lib/contacts/queries";
import { actorWords } from "./record-words";

type Props = {
  params: AttributionParams;
  onChange: (patch: Partial<AttributionParams>) => void;
  campaigns: CampaignOption[];
  counts: FacetCounts;
  names: FilterNames;
};

const statusOptions = STATUS_FILTERS.map((value) => ({
  value,
  label: statusFilterLabel(value),
  indent: value !== "active" && value !== "inactive",
}));
const methodOptions = METHODS.map((value) => ({ value, label: METHOD_LABELS[value] }));
const sourceOptions = SOURCES.map((value) => ({ value, label: SOURCE_LABELS[value] }));

/** Whoever is not enrolled now may have been an advocate once: offered, but marked. */
function contactOption({ id, name, email, status }: ContactOption): RemoteOption {
  const details = [name && email, status !== "enrolled" && status].filter(Boolean);
  return { value: id, label: name ?? email, description: details.join(" · ") };
}

function actorOption(actor: ActorCell): RemoteOption {
  const { id, integration } = actor;
  const description = integration && integration !== "other" ? INTEGRATION_LABELS[integration] : undefined;
  return { value: id, label: actorWords(actor), description };
}

/** The filters of the Referral Attribution table. */
export function AttributionFilters({ params, onChange, campaigns, counts, names }: Props) {
  const campaignOptions = campaigns.map(({ uid, name, ended }) => ({
    value: uid,
    label: ended ? `${name} (ended)` : name,
  }));
  return (
    <>
      <FacetFilter
        label="Status"
        facet="status"
        options={statusOptions}
        counts={counts}
        value={params.status}
        onChange={(status) => onChange({ status })}
      />
      <FacetFilter
        label="Campaign"
        facet="campaign"
        options={campaignOptions}
        counts={counts}
        value={params.campaign}
        onChange={(campaign) => onChange({ campaign })}
      />
      <RemoteFilter<ContactOption>
        label="Advocate"
        placeholder="Search contacts"
        url="/api/ui/contacts"
        toOption={contactOption}
        value={params.advocate}
        valueLabel={names.advocate}
        onChange={(advocate) => onChange({ advocate })}
      />
      <FacetFilter
        label="Established by"
        facet="method"
        options={methodOptions}
        counts={counts}
        value={params.method}
        onChange={(method) => onChange({ method })}
      />
      <FacetFilter
        label="Source"
        facet="source"
        options={sourceOptions}
        counts={counts}
        value={params.source}
        onChange={(source) => onChange({ source })}
      />
      <RemoteFilter<ActorCell>
        label="Actor"
        placeholder="Search users, API keys, imports"
        url="/api/ui/actors"
        toOption={actorOption}
        value={params.actor}
        valueLabel={names.actor}
        onChange={(actor) => onChange({ actor })}
      />
      <DateRangeFilter
        label="Created"
        value={{ from: params.from ?? null, to: params.to ?? null }}
        onChange={(range) => onChange(range)}
      />
    </>
  );
}
