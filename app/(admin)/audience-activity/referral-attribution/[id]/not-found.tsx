"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

export default function RecordNotFound() {
  return (
    <EmptyState
      title="There is no such attribution"
      description="The link may be incomplete or mistyped. Look for the contact, the advocate or the code in the table."
      action={
        <Button component={Link} href="/audience-activity/referral-attribution">
          Go to Referral Attribution
        </Button>
      }
    />
  );
}
