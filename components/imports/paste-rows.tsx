"use client";

import { Button, Group, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Form } from "@/components/ui/form";
import classes from "./upload.module.css";

type Props = {
  rows: string;
  onChange: (rows: string) => void;
  onUse: (rows: string) => void;
  onCancel: () => void;
};

/** Rows from the clipboard, as a spreadsheet or an e-mail gives them. */
export function PasteRows({ rows, onChange, onUse, onCancel }: Props) {
  const [isMissing, setMissing] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    const isEmpty = rows.trim() === "";
    setMissing(isEmpty);
    if (!isEmpty) onUse(rows);
  }

  return (
    <Form className={classes.paste} onSubmit={submit} noValidate>
      <Textarea
        label="Rows to import"
        description="With a header line, if there is one. Cells copied from a spreadsheet keep their columns."
        error={isMissing && "Paste at least one row."}
        rows={9}
        value={rows}
        onChange={(event) => onChange(event.currentTarget.value)}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", whiteSpace: "pre", overflowX: "auto" } }}
        spellCheck={false}
        autoFocus
      />
      <Group gap="xs">
        <Button type="submit">Use these rows</Button>
        <Button variant="default" onClick={onCancel}>
          Choose a file instead
        </Button>
      </Group>
    </Form>
  );
}
