"use client";

import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import classes from "./custom-fields.module.css";

/** `key` tells the rows apart while they are typed in. */
export type CustomField = { key: number; name: string; value: string };

type Props = { fields: CustomField[]; onChange: (fields: CustomField[]) => void; error?: string };

/** What a program wants to know of its contacts beside what every contact has: names and texts. */
export function CustomFields({ fields, onChange, error }: Props) {
  const errorId = useId();
  const add = () =>
    onChange([...fields, { key: Math.max(0, ...fields.map(({ key }) => key)) + 1, name: "", value: "" }]);
  return (
    <fieldset className={classes.group} aria-describedby={error ? errorId : undefined}>
      <legend className={classes.legend}>Custom fields</legend>
      {fields.map((field, index) => (
        <Row
          key={field.key}
          field={field}
          place={index + 1}
          isRefused={Boolean(error)}
          onChange={(patch) => onChange(fields.map((one) => (one.key === field.key ? { ...one, ...patch } : one)))}
          onRemove={() => onChange(fields.filter((one) => one.key !== field.key))}
        />
      ))}
      {error && (
        <p id={errorId} className={classes.error}>
          {error}
        </p>
      )}
      <Button
        className={classes.add}
        variant="default"
        size="xs"
        leftSection={<IconPlus size={14} stroke={1.8} aria-hidden />}
        onClick={add}
      >
        Add custom field
      </Button>
    </fieldset>
  );
}

type RowProps = {
  field: CustomField;
  /** Counted from one. */
  place: number;
  isRefused: boolean;
  onChange: (patch: Partial<CustomField>) => void;
  onRemove: () => void;
};

function Row({ field, place, isRefused, onChange, onRemove }: RowProps) {
  return (
    <div className={classes.row}>
      <TextInput
        aria-label={`Name of custom field ${place}`}
        placeholder="Name"
        value={field.name}
        maxLength={100}
        aria-invalid={isRefused}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        aria-label={`Value of custom field ${place}`}
        placeholder="Value"
        value={field.value}
        maxLength={1000}
        onChange={(event) => onChange({ value: event.currentTarget.value })}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={`Remove custom field ${place}`}
        onClick={onRemove}
      >
        <IconTrash size={16} stroke={1.8} aria-hidden />
      </ActionIcon>
    </div>
  );
}
