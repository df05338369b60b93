"use client";

import { Radio, Stack } from "@mantine/core";
import type { Choices } from "@/lib/imports/schema";
import classes from "./choices-panel.module.css";

type Props = { choices: Choices; onChange: (part: Partial<Choices>) => void };

/** What the importer decides: of repeats, of other advocates, of contacts that do not exist. */
export function ChoicesPanel({ choices, onChange }: Props) {
  return (
    <fieldset className={classes.panel}>
      <legend className={classes.title}>Choices</legend>
      <Choice
        label="A row repeats what already stands"
        value={choices.repeat}
        options={[
          ["unchanged", "Leave unchanged"],
          ["log", "Log as attempt"],
        ]}
        onChange={(repeat) => onChange({ repeat })}
      />
      <Choice
        label="Another advocate stands"
        value={choices.other}
        options={[
          ["log", "Log as inactive attempt"],
          ["reassign", "Reassign"],
        ]}
        onChange={(other) => onChange({ other })}
      />
      <Choice
        label="Create missing contacts as prospects"
        value={choices.createContacts ? "yes" : "no"}
        options={[
          ["no", "No"],
          ["yes", "Yes"],
        ]}
        onChange={(answer) => onChange({ createContacts: answer === "yes" })}
      />
    </fieldset>
  );
}

type ChoiceProps<V extends string> = {
  label: string;
  value: V;
  options: [V, string][];
  onChange: (value: V) => void;
};

function Choice<V extends string>({ label, value, options, onChange }: ChoiceProps<V>) {
  return (
    <Radio.Group label={label} value={value} onChange={(next) => onChange(next as V)}>
      <Stack gap={6} mt={6}>
        {options.map(([option, words]) => (
          <Radio key={option} value={option} label={words} size="xs" />
        ))}
      </Stack>
    </Radio.Group>
  );
}
