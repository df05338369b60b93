"use client";

import { Select } from "@mantine/core";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { OrderChoices as Choices } from "@/lib/imports/kinds/orders/schema";
import type { Mapping } from "@/lib/imports/schema";
import { Choice } from "./choice";

type Props = {
  mapping: Mapping;
  campaigns: CampaignOption[];
  choices: Choices;
  onChange: (part: Partial<Choices>) => void;
};

const DROPDOWN = { keepMounted: false, transitionProps: { duration: 0 } };
const CLEAR = { "aria-label": "Clear", "aria-hidden": false, tabIndex: 0 };

/** What the importer decides: how amounts are written, and what is meant by rows that name no currency or campaign. */
export function OrderChoices({ mapping, campaigns, choices, onChange }: Props) {
  const isSame = (field: string) => Boolean(mapping[field] && "constant" in mapping[field]);
  return (
    <>
      {mapping.revenue_amount && (
        <Choice
          label="How amounts are written"
          value={choices.amounts}
          options={[
            ["clear", "As each says by itself; 1,234 is refused"],
            ["point", "With a decimal point, like 1,234.50"],
            ["comma", "With a decimal comma, like 1.234,50"],
          ]}
          onChange={(amounts) => onChange({ amounts })}
        />
      )}
      {mapping.revenue_amount && !isSame("currency") && (
        <Select
          label="Currency of rows that name none"
          placeholder="None: such rows are rejected"
          size="xs"
          data={Intl.supportedValuesOf("currency")}
          value={choices.currency}
          onChange={(currency) => onChange({ currency })}
          searchable
          clearable
          clearButtonProps={CLEAR}
          nothingFoundMessage="There is no such currency."
          comboboxProps={DROPDOWN}
          limit={50}
        />
      )}
      {!isSame("campaign_uid") && (
        <Select
          label="Campaign of rows without campaign and code"
          description="Without one such an order credits nobody."
          placeholder="None"
          size="xs"
          data={campaigns.map(({ uid, name, ended }) => ({ value: uid, label: ended ? `${name} (ended)` : name }))}
          value={choices.campaign}
          onChange={(campaign) => onChange({ campaign })}
          searchable
          clearable
          clearButtonProps={CLEAR}
          nothingFoundMessage="No campaign has this name."
          comboboxProps={DROPDOWN}
        />
      )}
    </>
  );
}
