"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

/** Where an address names no import. `to`: the page with those there are, and what it is called. */
export function NoSuchImport({ to }: { to: { href: string; label: string } }) {
  return (
    <EmptyState
      title="There is no such import"
      description="It was discarded before it ran, or the link is incomplete. Every import that ran is in the history."
      action={
        <Button component={Link} href={to.href}>
          Go to {to.label}
        </Button>
      }
    />
  );
}
