"use client";

import { Alert } from "@mantine/core";
import { useState } from "react";
import type { ImportKind } from "@/lib/imports/schema";
import { PasteRows } from "./paste-rows";
import classes from "./upload.module.css";
import { UploadProgress } from "./upload-progress";
import { UploadZone } from "./upload-zone";
import { useUpload } from "./use-upload";

const PASTED_NAME = "Pasted rows.csv";

/** The beginning of an import: a file is dropped or chosen, or rows are pasted, and sent. */
export function UploadPanel({ kind }: { kind: ImportKind }) {
  const { upload, problem, start, cancel } = useUpload(kind);
  const [isPasting, setPasting] = useState(false);
  // Held here: while they are sent the field is away, and after a failure they are to be sent again.
  const [pasted, setPasted] = useState("");
  return (
    <section className={classes.panel} aria-label="Upload">
      {problem && (
        <Alert color="red" variant="light" role="alert" title="This file was not taken">
          {problem}
        </Alert>
      )}
      {upload ? (
        <UploadProgress upload={upload} onCancel={cancel} />
      ) : isPasting ? (
        <PasteRows
          rows={pasted}
          onChange={setPasted}
          onUse={(rows) => void start(PASTED_NAME, new Blob([rows], { type: "text/csv" }))}
          onCancel={() => setPasting(false)}
        />
      ) : (
        <UploadZone onFile={(file) => void start(file.name, file)} onPaste={() => setPasting(true)} />
      )}
    </section>
  );
}
