"use client";

import { Radio, Stack } from "@mantine/core";

type Props<V extends string> = {
  label: string;
  description?: string;
  value: V;
  options: [V, string][];
  onChange: (value: V) => void;
};

/** A question with a few answers, of which one holds. */
export function Choice<V extends string>({ label, description, value, options, onChange }: Props<V>) {
  return (
    <Radio.Group label={label} description={description} value={value} onChange={(next) => onChange(next as V)}>
      <Stack gap={6} mt={6}>
        {options.map(([option, words]) => (
          <Radio key={option} value={option} label={words} size="xs" />
        ))}
      </Stack>
    </Radio.Group>
  );
}
