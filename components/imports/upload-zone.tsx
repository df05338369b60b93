"use client";

import { Button } from "@mantine/core";
import { IconClipboardText, IconFileTypeCsv } from "@tabler/icons-react";
import { type ChangeEvent, type DragEvent, useId, useState } from "react";
import classes from "./upload.module.css";

type Props = { onFile: (file: File) => void; onPaste: () => void };

/** A file is dropped anywhere on it, or chosen by its file input, which is a real one. */
export function UploadZone({ onFile, onPaste }: Props) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [isSeveral, setSeveral] = useState(false);

  function choose(event: ChangeEvent<HTMLInputElement>) {
    const file = event.currentTarget.files?.[0];
    // Choosing the same file again, after it was corrected, is a change too.
    event.currentTarget.value = "";
    if (file) onFile(file);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const { files } = event.dataTransfer;
    setSeveral(files.length > 1);
    if (files.length === 1) onFile(files[0]!);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way beside the file input inside.
    <div
      className={classes.zone}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      <IconFileTypeCsv size={36} stroke={1.4} aria-hidden className={classes.icon} />
      <div className={classes.lead}>{isOver ? "Drop the file to upload it" : "Drop a file here, or"}</div>
      <div className={classes.ways}>
        <span className={classes.choose}>
          <input
            id={id}
            type="file"
            accept=".csv,.tsv,.txt"
            aria-describedby={`${id}-hint`}
            className={classes.input}
            onChange={choose}
          />
          <label htmlFor={id} className={classes.label}>
            Choose a file
          </label>
        </span>
        <Button
          variant="default"
          leftSection={<IconClipboardText size={16} stroke={1.8} aria-hidden />}
          onClick={onPaste}
        >
          Paste rows
        </Button>
      </div>
      <p id={`${id}-hint`} className={classes.hint}>
        .csv, .tsv or .txt, up to 1 GB and 5 million rows, with whatever columns it has: you match them in the next
        step.
      </p>
      {isSeveral && (
        <p role="alert" className={classes.several}>
          Drop one file at a time: each is an import of its own.
        </p>
      )}
    </div>
  );
}
