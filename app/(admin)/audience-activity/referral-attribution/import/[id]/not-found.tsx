"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

export default function ImportNotFound() {
  return (
    <EmptyState
      title="There is no such import"
      description="It was discarded before it ran, or the link is incomplete. Every import that ran is in the history."
      action={
        <Button component={Link} href="/audience-activity/referral-attribution/import">
          Go to CSV Import
        </Button>
      }
    />
  );
}
