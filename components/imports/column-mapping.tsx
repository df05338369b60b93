"use client";

import { NativeSelect } from "@mantine/core";
import { FIELDS } from "@/lib/imports/columns";
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

/** Each column of the file with some of its values, and the field it goes to. */
export function ColumnMapping({ view, mapping, problems, onChange }: Props) {
  const names = columnNames(view.headers);
  const options = [
    { value: "", label: "Ignore this column" },
    ...FIELDS[view.kind].map(({ key, label }) => ({ value: key, label })),
  ];
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
                data={options}
                value={field ?? ""}
                error={field && problems[field]}
                onChange={(event) => onChange(mapColumn(mapping, column, event.currentTarget.value || null))}
              />
              <div className={classes.how}>{how && <span className={classes.badge}>{how}</span>}</div>
            </li>
          );
        })}
      </ul>
    </section>
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
