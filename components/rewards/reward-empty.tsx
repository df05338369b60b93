"use client";

import { Button } from "@mantine/core";
import { IconGift } from "@tabler/icons-react";
import Link from "next/link";
import { NoMatches } from "@/components/data-table/no-matches";
import { EmptyState } from "@/components/ui/empty-state";

/** Where there is no reward yet. */
export function NoRewards() {
  return (
    <EmptyState
      icon={<IconGift size={36} stroke={1.4} />}
      title="No rewards yet"
      description="Rewards come by themselves: a campaign's reward triggers say what an attribution or an order earns, and for whom. Set them up on the campaign's page."
      action={
        <Button component={Link} href="/campaigns">
          Go to Campaigns
        </Button>
      }
    />
  );
}

/** Where the filters leave none. */
export function NoMatchingRewards({ onClear }: { onClear: () => void }) {
  return (
    <NoMatches
      title="No reward matches these filters"
      description="Take away a filter, or search for something shorter: part of a name, an e-mail or an order id is enough."
      onClear={onClear}
    />
  );
}
