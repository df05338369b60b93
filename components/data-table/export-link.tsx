"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";

/** Downloads the whole list as it is filtered and sorted, not just the page: `href` says how. */
export function ExportLink({ href }: { href: string }) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
    >
      Export
    </Button>
  );
}
