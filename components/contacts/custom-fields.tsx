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
  const change = (key: number, patch: Partial<CustomField>) =>
    onChange(fields.map((field) => (field.key === key ? { ...field, ...patch } : field)));
  const add = () =>
    onChange([...fields, { key: Math.max(0, ...fields.map(({ key }) => key)) + 1, name: "", value: "" }]);
  return (
    <fieldset className={classes.group} aria-describedby={error ? errorId : undefined}>
      <legend className={classes.legend}>Custom fields</legend>
      {fields.map(({ key, name, value }, index) => (
        <div key={key} className={classes.row}>
          <TextInput
            aria-label={`Name of custom field ${index + 1}`}
            placeholder="Name"
            value={name}
            maxLength={100}
            aria-invalid={Boolean(error)}
            onChange={(event) => change(key, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Value of custom field ${index + 1}`}
            placeholder="Value"
            value={value}
            maxLength={1000}
            onChange={(event) => change(key, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Remove custom field ${index + 1}`}
            onClick={() => onChange(fields.filter((field) => field.key !== key))}
          >
            <IconTrash size={16} stroke={1.8} aria-hidden />
          </ActionIcon>
        </div>
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
