"use client";

import { Checkbox, TextInput, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { type BoundedCount, formatCount } from "./bounded-count";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";
import { useResolved } from "./use-resolved";

/** For each facet, how many rows each of its values would show. */
export type FacetCounts = Promise<Record<string, ({ value: string } & BoundedCount)[]>>;

export type FacetOption<V extends string> = {
  value: V;
  label: string;
  /** A part of the option above it. */
  indent?: boolean;
};

type Props<V extends string> = {
  label: string;
  /** The facet's key in `counts`. */
  facet: string;
  options: FacetOption<V>[];
  counts: FacetCounts;
  value: V[] | null | undefined;
  /** Null when nothing is chosen any more. */
  onChange: (value: V[] | null) => void;
};

/** More options than this get a search field. */
const SEARCHABLE_FROM = 9;

/** A filter by any of a few values, each with how many rows it would show. */
export function FacetFilter<V extends string>({ label, facet, options, counts, value, onChange }: Props<V>) {
  const chosen = value ?? [];
  const words = chosen.map((one) => options.find((option) => option.value === one)?.label ?? one);
  return (
    <FilterChip label={label} value={words.length > 0 ? words.join(", ") : null} onClear={() => onChange(null)}>
      {() => (
        <FacetOptions
          label={label}
          facet={facet}
          options={options}
          counts={counts}
          chosen={chosen}
          onChange={(next) => onChange(next.length > 0 ? next : null)}
        />
      )}
    </FilterChip>
  );
}

type OptionsProps<V extends string> = Omit<Props<V>, "value" | "onChange"> & {
  chosen: V[];
  onChange: (value: V[]) => void;
};

function FacetOptions<V extends string>({ label, facet, options, counts, chosen, onChange }: OptionsProps<V>) {
  const [search, setSearch] = useState("");
  const counted = useResolved(counts)?.[facet];
  const shown = options.filter((option) => option.label.toLowerCase().includes(search.trim().toLowerCase()));

  function toggle(value: V, checked: boolean) {
    // In the order of the options, so that the same choice has one address.
    const next = new Set(checked ? [...chosen, value] : chosen.filter((one) => one !== value));
    const known = options.map((option) => option.value).filter((one) => next.has(one));
    onChange([...known, ...[...next].filter((one) => !known.includes(one))]);
  }

  function count(value: V) {
    const found = counted?.find((one) => one.value === value);
    return found && formatCount(found);
  }

  return (
    <>
      {options.length >= SEARCHABLE_FROM && (
        <div className={classes.search}>
          <TextInput
            size="xs"
            data-autofocus
            aria-label={`Search in ${label}`}
            placeholder="Search"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
      )}
      <fieldset className={classes.options}>
        <VisuallyHidden component="legend">{label}</VisuallyHidden>
        {shown.map((option) => (
          <Checkbox
            key={option.value}
            size="xs"
            classNames={{ root: classes.option, body: classes.optionBody, labelWrapper: classes.optionLabelWrapper }}
            wrapperProps={{ "data-indent": option.indent || undefined }}
            label={
              <span className={classes.optionWords}>
                <span className={classes.optionLabel} title={option.label}>
                  {option.label}
                </span>{" "}
                <span className={classes.optionCount}>{count(option.value)}</span>
              </span>
            }
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
        ))}
        {shown.length === 0 && <p className={classes.note}>Nothing is called so.</p>}
      </fieldset>
    </>
  );
}
