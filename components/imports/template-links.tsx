"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ImportKind } from "@/lib/imports/schema";
import { templateHref } from "./addresses";

/** Files to begin from: the columns alone, and the columns with rows that show what goes into them. */
export function TemplateLinks({ kind }: { kind: ImportKind }) {
  const icon = <IconDownload size={16} stroke={1.8} aria-hidden />;
  return (
    <>
      <Button component="a" href={templateHref(kind, false)} download variant="default" size="xs" leftSection={icon}>
        Download template
      </Button>
      <Button component="a" href={templateHref(kind, true)} download variant="default" size="xs" leftSection={icon}>
        Download example
      </Button>
    </>
  );
}
