"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { type FileRefusal, type ImportKind, MAX_FILE_BYTES } from "@/lib/imports/schema";
import { FILE_REFUSAL_MESSAGES } from "@/lib/imports/wording";
import { importHref } from "./addresses";
import { type Sent, uploadFile } from "./upload-file";

export type Upload = { name: string; sent: Sent };

/** Sends one file at a time and opens its import; a file that is refused for certain is not sent at all. */
export function useUpload(kind: ImportKind) {
  const router = useRouter();
  const [upload, setUpload] = useState<Upload | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start(name: string, body: Blob) {
    if (running.current) return;
    const refusal = foresee(name, body.size);
    setProblem(refusal && FILE_REFUSAL_MESSAGES[refusal]);
    if (refusal) return;
    const controller = new AbortController();
    running.current = controller;
    setUpload({ name, sent: { loaded: 0, total: body.size } });
    const result = await uploadFile({ kind, name, body }, (sent) => setUpload({ name, sent }), controller.signal);
    running.current = null;
    // The progress stays until the import's own page is there.
    if (result.ok) return router.push(importHref({ kind, id: result.id }));
    setUpload(null);
    if (!result.isCancelled) setProblem(result.message);
  }

  return { upload, problem, start, cancel: () => running.current?.abort() };
}

function foresee(name: string, size: number): FileRefusal | null {
  if (/\.(xlsx?|xlsm|xlsb|ods|numbers)$/i.test(name)) return "spreadsheet";
  if (size > MAX_FILE_BYTES) return "file_too_large";
  return size === 0 ? "empty_file" : null;
}
