"use client";

import { Group } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { NoMatches } from "@/components/data-table/no-matches";
import { ImportLink } from "@/components/imports/import-link";
import { EmptyState } from "@/components/ui/empty-state";
import { CreateOrderLink } from "./page-links";

/** Where there is no order yet. */
export function NoOrders({ canWrite }: { canWrite: boolean }) {
  const how =
    "An order says what a customer bought, and credits whoever referred them. Orders come in by themselves from your shop or CRM";
  return (
    <EmptyState
      icon={<IconReceipt size={36} stroke={1.4} />}
      title="No orders yet"
      description={
        canWrite ? `${how}, or you import a file or create one by hand.` : `${how}, or an admin creates one by hand.`
      }
      action={
        canWrite && (
          <Group gap="sm" justify="center">
            <ImportLink kind="orders" />
            <CreateOrderLink />
          </Group>
        )
      }
    />
  );
}

/** Where the filters leave none. */
export function NoMatchingOrders({ onClear }: { onClear: () => void }) {
  return (
    <NoMatches
      title="No order matches these filters"
      description="Take away a filter, or search for something shorter: part of an order id, a name or an e-mail is enough."
      onClear={onClear}
    />
  );
}
