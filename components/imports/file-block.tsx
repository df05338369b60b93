"use client";

import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { useId, useState } from "react";
import { DELIMITERS, ENCODINGS, type FileFormat, type ImportView, QUOTES } from "@/lib/imports/schema";
import { DELIMITER_LABELS, ENCODING_LABELS, formatSentence, QUOTE_LABELS } from "@/lib/imports/wording";
import classes from "./file-block.module.css";
import { FilePreview } from "./file-preview";
import journey from "./journey.module.css";

type Props = {
  view: ImportView;
  /** As it was chosen, even before the file is read by it. */
  format: FileFormat;
  pending: boolean;
  /** Whether the controls are asked for by the step that is shown. */
  isOpen: boolean;
  onFormat: (format: FileFormat) => void;
};

/** How the file is read, in a line and, on demand, in controls; and its first rows as they are read so. */
export function FileBlock({ view, format, pending, isOpen, onFormat }: Props) {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const shown = isOpen || opened;
  return (
    <section className={journey.block} aria-labelledby={`${id}-title`}>
      <div className={classes.summary}>
        <h3 id={`${id}-title`} className={journey.subtitle}>
          How the file is read
        </h3>
        <span>{formatSentence(format)}</span>
        {!isOpen && (
          <Button
            variant="default"
            size="compact-sm"
            aria-expanded={shown}
            aria-controls={`${id}-format`}
            onClick={() => setOpened(!opened)}
          >
            {shown ? "Close" : "Change"}
          </Button>
        )}
      </div>
      <div id={`${id}-format`} hidden={!shown}>
        <Format format={format} onFormat={onFormat} />
      </div>
      <FilePreview view={view} isStale={pending} />
    </section>
  );
}

function Format({ format, onFormat }: { format: FileFormat; onFormat: (format: FileFormat) => void }) {
  const options = <V extends string>(values: readonly V[], labels: Record<V, string>) =>
    values.map((value) => ({ value, label: labels[value] }));
  return (
    <div className={classes.format}>
      <NativeSelect
        label="Encoding"
        data={options(ENCODINGS, ENCODING_LABELS)}
        value={format.encoding}
        onChange={(event) => onFormat({ ...format, encoding: event.currentTarget.value as FileFormat["encoding"] })}
      />
      <NativeSelect
        label="Delimiter"
        data={options(DELIMITERS, DELIMITER_LABELS)}
        value={format.delimiter}
        onChange={(event) => onFormat({ ...format, delimiter: event.currentTarget.value as FileFormat["delimiter"] })}
      />
      <NativeSelect
        label="Quote"
        data={options(QUOTES, QUOTE_LABELS)}
        value={format.quote}
        onChange={(event) => onFormat({ ...format, quote: event.currentTarget.value as FileFormat["quote"] })}
      />
      <Checkbox
        label="First row is the header"
        checked={format.header}
        onChange={(event) => onFormat({ ...format, header: event.currentTarget.checked })}
        className={classes.header}
      />
    </div>
  );
}
