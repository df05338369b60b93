"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { REWARDS } from "@/components/rewards/reward-href";
import { EmptyState } from "@/components/ui/empty-state";

export default function RewardNotFound() {
  return (
    <EmptyState
      title="There is no such reward"
      description="The link may be incomplete or mistyped. Look for whoever is rewarded, or for the order, in the list."
      action={
        <Button component={Link} href={REWARDS}>
          Go to Rewards
        </Button>
      }
    />
  );
}
