"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

export default function ContactNotFound() {
  return (
    <EmptyState
      title="There is no such contact"
      description="The link may be incomplete or mistyped. Look for the contact in the list, by name or e-mail."
      action={
        <Button component={Link} href="/audience/contacts">
          Go to Contacts
        </Button>
      }
    />
  );
}
