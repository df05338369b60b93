"use client";

import { Button, CopyButton, Textarea } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { grouped } from "@/lib/segments/schema";
import classes from "./add-contacts.module.css";

/** What names no contact, to be copied and looked into. */
export function UnknownList({ unknown }: { unknown: string[] }) {
  if (unknown.length === 0) return null;
  const text = unknown.join("\n");
  return (
    <div className={classes.unknown}>
      <Textarea
        label={`${grouped(unknown.length)} unknown`}
        description="No contact has these e-mails, so they are left out. Create the contacts, then add them."
        value={text}
        rows={Math.min(6, unknown.length + 1)}
        readOnly
      />
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="xs"
            leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
            onClick={copy}
          >
            {copied ? "Copied" : "Copy unknown e-mails"}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
