"use client";

import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useSearch } from "@/components/ui/use-search";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";

export type RemoteOption = { value: string; label: string; description?: string };

type Props<T> = {
  label: string;
  /** What the search field asks for: "Search contacts". */
  placeholder: string;
  /** A GET route that takes `q` and answers with an array of what is searched. */
  url: string;
  toOption: (item: T) => RemoteOption;
  value: string | null | undefined;
  /** What the value is called, as the server knew it when the page was made. */
  valueLabel: string | null;
  onChange: (value: string | null) => void;
};

/** A filter by one of any number of things, found as one types. */
export function RemoteFilter<T>({ label, placeholder, url, toOption, value, valueLabel, onChange }: Props<T>) {
  // What was picked here; the server will know its name with the next page.
  const [picked, setPicked] = useState<RemoteOption | null>(null);
  const name = value ? (picked?.value === value ? picked.label : (valueLabel ?? value)) : null;
  return (
    <FilterChip label={label} value={name} onClear={() => onChange(null)} width={300}>
      {(close) => (
        <RemoteOptions
          label={label}
          placeholder={placeholder}
          url={url}
          toOption={toOption}
          value={value ?? null}
          onPick={(option) => {
            setPicked(option);
            onChange(option.value === value ? null : option.value);
            close();
          }}
        />
      )}
    </FilterChip>
  );
}

type OptionsProps<T> = Pick<Props<T>, "label" | "placeholder" | "url" | "toOption"> & {
  value: string | null;
  onPick: (option: RemoteOption) => void;
};

const PAUSE_MS = 180;
const RETRY = "retry";

function RemoteOptions<T>({ label, placeholder, url, toOption, value, onPick }: OptionsProps<T>) {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data, error, isStale, retry } = useSearch<T[]>(`${url}?q=${encodeURIComponent(asked)}`);
  const combobox = useCombobox({ opened: true });
  const options = (data ?? []).map(toOption);
  const isSearching = isStale || asked !== typed.trim();

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(chosen) => {
        const option = options.find((one) => one.value === chosen);
        if (option) onPick(option);
        else retry();
      }}
    >
      <div className={classes.search}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            size="xs"
            data-autofocus
            aria-label={placeholder}
            placeholder={placeholder}
            spellCheck={false}
            leftSection={<IconSearch size={14} aria-hidden />}
            rightSection={isSearching && <Loader size={12} aria-hidden />}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.resetSelectedOption();
            }}
          />
        </Combobox.EventsTarget>
      </div>
      <Combobox.Options className={classes.options} aria-label={label} aria-busy={isSearching}>
        {options.map((option) => (
          <Combobox.Option
            key={option.value}
            value={option.value}
            active={option.value === value}
            aria-selected={option.value === value}
            className={classes.person}
          >
            <span className={classes.optionLabel}>{option.label}</span>
            {option.description && <span className={classes.description}>{option.description}</span>}
          </Combobox.Option>
        ))}
        {error && <Combobox.Option value={RETRY}>{error.message} Retry</Combobox.Option>}
      </Combobox.Options>
      {!error && options.length === 0 && (
        <p className={classes.note} role="status">
          {isSearching ? "Searching…" : `Nothing matches “${asked}”.`}
        </p>
      )}
    </Combobox>
  );
}
