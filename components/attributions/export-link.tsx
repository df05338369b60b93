"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { attributionSearchParams, serializeAttributionParams } from "@/lib/attributions/columns";

/** Downloads the whole list as it is filtered and sorted, not just the page. */
export function ExportLink() {
  const [params] = useQueryStates(attributionSearchParams);
  const query = serializeAttributionParams({ ...params, size: null, after: null, before: null });
  return (
    <Button
      component="a"
      href={`/audience-activity/referral-attribution/export${query}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
    >
      Export
    </Button>
  );
}
