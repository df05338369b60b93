"use client";

import { Button } from "@mantine/core";
import { IconArrowsSplit2, IconFilterOff } from "@tabler/icons-react";
import { EmptyState } from "@/components/ui/empty-state";
import { CreateMenu } from "./create-menu";

/** Where there is no attribution yet. */
export function NoAttributions({ canWrite }: { canWrite: boolean }) {
  const how =
    "An attribution says who referred whom, in which campaign. It comes in by itself when your integration, an order or a widget names a referral code";
  return (
    <EmptyState
      icon={<IconArrowsSplit2 size={36} stroke={1.4} />}
      title="No referral attributions yet"
      description={canWrite ? `${how}, or you create one by hand.` : `${how}, or an admin creates one by hand.`}
      action={canWrite && <CreateMenu />}
    />
  );
}

/** Where the filters leave nothing. */
export function NoMatches({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState
      icon={<IconFilterOff size={36} stroke={1.4} />}
      title="Nothing matches these filters"
      description="Take away a filter, or search for something shorter: part of a name, address or code is enough."
      action={
        <Button variant="default" onClick={onClear}>
          Clear filters
        </Button>
      }
    />
  );
}
