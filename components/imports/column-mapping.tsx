"use client";

import { Button, NativeSelect } from "@mantine/core";
import { FIELDS } from "@/lib/imports/columns";
import { customKeyOf } from "@/lib/imports/kinds/contacts/columns";
import { CUSTOM_PREFIX } from "@/lib/imports/kinds/contacts/schema";
import type { ImportView, Mapping } from "@/lib/imports/schema";
import classes from "./column-mapping.module.css";
import { columnNames } from "./column-names";
import journey from "./journey.module.css";
import { fieldOf, howMatched, mapColumn } from "./mapping";

type Props = {
  view: ImportView;
  mapping: Mapping;
  /** By field. */
  problems: Record<string, string>;
  onChange: (mapping: Mapping) => void;
};

const SAMPLES = 3;
const IGNORED = { value: "", label: "Ignore this column" };

/** Each column of the file with some of its values, and the field it goes to. */
export function ColumnMapping({ view, mapping, problems, onChange }: Props) {
  const names = columnNames(view.headers);
  const fields = FIELDS[view.kind].map(({ key, label }) => ({ value: key, label }));
  return (
    <section className={journey.block} aria-labelledby="columns-title">
      <h3 id="columns-title" className={journey.subtitle}>
        Which column is which field
      </h3>
      <ul className={classes.columns}>
        {[...names.keys()].map((column) => {
          const name = names[column]!;
          const field = fieldOf(mapping, column);
          const how = howMatched(view, mapping, column);
          return (
            <li key={column} className={classes.column} data-ignored={field === null || undefined}>
              <div className={classes.about}>
                <div className={classes.name}>{name}</div>
                <Samples values={samplesOf(view, column)} />
              </div>
              <NativeSelect
                aria-label={`Field for column ${name}`}
                data={[IGNORED, ...fields, ...customOptions(view, column)]}
                value={field ?? ""}
                error={field && problems[field]}
                onChange={(event) => onChange(mapColumn(mapping, column, event.currentTarget.value || null))}
              />
              <div className={classes.how}>{how && <span className={classes.badge}>{how}</span>}</div>
            </li>
          );
        })}
      </ul>
      <KeepOthers {...{ view, mapping, onChange }} />
    </section>
  );
}

/** A column of contacts can become a custom field under its own name, where it has one. */
function customOptions({ kind, headers }: ImportView, column: number): { value: string; label: string }[] {
  const key = kind === "contacts" ? customKeyOf(headers[column]!) : null;
  return key ? [{ value: key, label: `Custom field “${key.slice(CUSTOM_PREFIX.length)}”` }] : [];
}

/** Gives every column that is ignored and has a name to the custom field called so. */
function KeepOthers({ view, mapping, onChange }: Pick<Props, "view" | "mapping" | "onChange">) {
  const others = view.headers.flatMap((header, column) => {
    const key = fieldOf(mapping, column) === null ? customKeyOf(header) : null;
    return key && !mapping[key] ? [{ key, column }] : [];
  });
  if (view.kind !== "contacts" || others.length === 0) return null;
  const keep = () => onChange(others.reduce((all, { key, column }) => mapColumn(all, column, key), mapping));
  return (
    <div>
      <Button variant="default" size="xs" onClick={keep}>
        {others.length === 1
          ? "Keep the other column as a custom field"
          : `Keep the ${others.length} other columns as custom fields`}
      </Button>
    </div>
  );
}

function samplesOf({ samples }: ImportView, column: number): string[] {
  const values = samples.map((cells) => cells[column]?.trim() ?? "").filter((value) => value !== "");
  return [...new Set(values)].slice(0, SAMPLES);
}

function Samples({ values }: { values: string[] }) {
  if (values.length === 0) return <div className={classes.samples}>empty in the first rows</div>;
  return (
    <div className={classes.samples} title={values.join("\n")}>
      {values.join(" · ")}
    </div>
  );
}
