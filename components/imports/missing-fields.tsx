"use client";

import { TextInput } from "@mantine/core";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { ImportField, ImportView, Mapping } from "@/lib/imports/schema";
import { WORDS } from "@/lib/imports/wording";
import journey from "./journey.module.css";
import { constantOf, fieldsWithoutColumn, setConstant } from "./mapping";
import classes from "./missing-fields.module.css";

type Props = {
  view: ImportView;
  mapping: Mapping;
  problems: Record<string, string>;
  campaigns: CampaignOption[];
  onChange: (mapping: Mapping) => void;
};

const CAMPAIGNS = "import-campaigns";

/** The fields that no column goes to: each can have one value for all rows. */
export function MissingFields({ view, mapping, problems, campaigns, onChange }: Props) {
  const fields = fieldsWithoutColumn(view, mapping);
  if (fields.length === 0) return null;
  const missing = fields.find(({ key, perRow }) => perRow && problems[key]);
  return (
    <section className={journey.block} aria-labelledby="constants-title">
      <h3 id="constants-title" className={journey.subtitle}>
        Use one value for all rows
      </h3>
      <p className={journey.dimmed}>{WORDS[view.kind].constants}</p>
      {missing && <p className={classes.problem}>{problems[missing.key]}</p>}
      <div className={classes.fields}>
        {fields
          .filter(({ perRow }) => !perRow)
          .map((field) => (
            <Constant
              key={field.key}
              field={field}
              value={constantOf(mapping[field.key])}
              problem={problems[field.key]}
              onChange={(constant) => onChange(setConstant(mapping, field.key, constant))}
            />
          ))}
      </div>
      <datalist id={CAMPAIGNS}>
        {campaigns.map(({ uid, name }) => (
          <option key={uid} value={uid}>
            {name}
          </option>
        ))}
      </datalist>
    </section>
  );
}

type ConstantProps = {
  field: ImportField;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
};

function Constant({ field, value, problem, onChange }: ConstantProps) {
  return (
    <TextInput
      label={`${field.label} for all rows`}
      description={field.hint}
      error={problem}
      value={value}
      maxLength={500}
      list={field.content === "campaign" ? CAMPAIGNS : undefined}
      autoComplete="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
