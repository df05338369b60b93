"use client";

import { Button, type ButtonProps } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";

/** A link to another page that looks like a button. */
export function LinkButton({ href, children, ...props }: ButtonProps & { href: string; children: ReactNode }) {
  return (
    <Button component={Link} href={href} {...props}>
      {children}
    </Button>
  );
}

/** Leads to the form for a new campaign. */
export function CreateCampaignLink() {
  return (
    <LinkButton href="/campaigns/create" leftSection={<IconPlus size={16} stroke={1.8} aria-hidden />}>
      Create Campaign
    </LinkButton>
  );
}
