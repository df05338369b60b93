"use client";

import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useQueryStates } from "nuqs";
import { orderSearchParams, serializeOrderParams } from "@/lib/orders/columns";
import { ORDERS } from "./order-href";

/** Downloads the whole list as it is filtered and sorted, not just the page. */
export function ExportOrders() {
  const [params] = useQueryStates(orderSearchParams);
  const query = serializeOrderParams({ ...params, size: null, after: null, before: null });
  return (
    <Button
      component="a"
      href={`${ORDERS}/export${query}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
    >
      Export
    </Button>
  );
}
