"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

export default function SegmentNotFound() {
  return (
    <EmptyState
      title="There is no such segment"
      description="It may have been deleted, or the link is incomplete. Look for it by name in the list of segments."
      action={
        <Button component={Link} href="/audience/segments">
          Go to Segments
        </Button>
      }
    />
  );
}
