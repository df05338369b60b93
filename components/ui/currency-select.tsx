"use client";

import { Select } from "@mantine/core";

type Props = { value: string; onChange: (currency: string) => void; error?: string };

/** Chooses a currency by a part of its code. */
export function CurrencySelect({ value, onChange, error }: Props) {
  return (
    <Select
      label="Currency"
      data={Intl.supportedValuesOf("currency")}
      value={value}
      onChange={(currency) => onChange(currency ?? "")}
      error={error}
      searchable
      nothingFoundMessage="There is no such currency."
      comboboxProps={{ keepMounted: false, transitionProps: { duration: 0 } }}
      limit={50}
    />
  );
}
