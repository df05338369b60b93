"use client";

import { Button, Group, NativeSelect } from "@mantine/core";
import { overwritableFields } from "@/lib/imports/kinds/contacts/columns";
import type { ContactChoices as Choices } from "@/lib/imports/kinds/contacts/schema";
import type { Mapping } from "@/lib/imports/schema";
import { Choice } from "./choice";
import classes from "./contact-choices.module.css";

type Props = { mapping: Mapping; choices: Choices; onChange: (part: Partial<Choices>) => void };

const WAYS = [
  { value: "overwrite", label: "Overwrite" },
  { value: "fill", label: "Only fill blanks" },
];

/** What the importer decides: who is created or updated, of segments, and of values that are there already. */
export function ContactChoices({ mapping, choices, onChange }: Props) {
  const fields = overwritableFields(mapping);
  return (
    <>
      <Choice
        label="What the rows may do"
        value={choices.mode}
        options={[
          ["both", "Both"],
          ["create", "Create new contacts"],
          ["update", "Update existing contacts"],
        ]}
        onChange={(mode) => onChange({ mode })}
      />
      {mapping.segment && (
        <Choice
          label="Create segments that do not exist"
          value={choices.createSegments ? "yes" : "no"}
          options={[
            ["no", "No"],
            ["yes", "Yes"],
          ]}
          onChange={(answer) => onChange({ createSegments: answer === "yes" })}
        />
      )}
      {fields.length > 0 && choices.mode !== "create" && (
        <Overwriting fields={fields} fill={choices.fill} onChange={(fill) => onChange({ fill })} />
      )}
    </>
  );
}

type OverwritingProps = {
  fields: { key: string; label: string }[];
  fill: string[];
  onChange: (fill: string[]) => void;
};

/** Column by column: whether a value of the file takes the place of the one that is there. */
function Overwriting({ fields, fill, onChange }: OverwritingProps) {
  const set = (key: string, isFilled: boolean) =>
    onChange(isFilled ? [...fill.filter((one) => one !== key), key] : fill.filter((one) => one !== key));
  return (
    <section aria-labelledby="overwriting" className={classes.overwriting}>
      <h4 id="overwriting" className={classes.title}>
        Where a contact has a value already
      </h4>
      <p className={classes.hint}>An empty cell never erases anything.</p>
      <ul className={classes.fields}>
        {fields.map(({ key, label }) => (
          <li key={key} className={classes.field}>
            <span className={classes.name}>{label}</span>
            <NativeSelect
              aria-label={`Where a contact has a value already: ${label}`}
              size="xs"
              data={WAYS}
              value={fill.includes(key) ? "fill" : "overwrite"}
              onChange={(event) => set(key, event.currentTarget.value === "fill")}
            />
          </li>
        ))}
      </ul>
      {fields.length > 2 && (
        <Group gap="xs">
          <Button variant="default" size="compact-xs" onClick={() => onChange([])}>
            Overwrite all
          </Button>
          <Button variant="default" size="compact-xs" onClick={() => onChange(fields.map(({ key }) => key))}>
            Only fill blanks in all
          </Button>
        </Group>
      )}
    </section>
  );
}
