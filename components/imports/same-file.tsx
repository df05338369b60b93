"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { Notice } from "@/components/attributions/notice";
import { Instant } from "@/components/ui/instant";
import type { ImportKind, ImportView } from "@/lib/imports/schema";
import { importHref } from "./addresses";

/** What became of the same bytes before. Where they ran, running them again mostly repeats what stands already. */
export function SameFile({
  kind,
  of: { id, fileName, state, createdAt, createdBy },
}: {
  kind: ImportKind;
  of: NonNullable<ImportView["sameFile"]>;
}) {
  return (
    <Notice>
      The very same file was {state === "done" ? "imported" : "uploaded"} on <Instant at={createdAt} /> by {createdBy} (
      <Anchor component={Link} href={importHref({ kind, id })} inherit underline="always">
        {fileName}
      </Anchor>
      ){AFTERWARDS[state] ?? "."}
    </Notice>
  );
}

const AFTERWARDS: Partial<Record<NonNullable<ImportView["sameFile"]>["state"], string>> = {
  undone: "; that import was undone.",
  cancelled: "; that import was cancelled.",
  failed: "; that import failed.",
  running: "; that import is running.",
  queued: "; that import is queued.",
};
