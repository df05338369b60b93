"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { CenteredPage } from "./centered-page";

type Props = { title: string; children: ReactNode; href: string; action: string };

/** A page that says one thing and offers one way on. */
export function MessagePage({ title, children, href, action }: Props) {
  return (
    <CenteredPage title={title} intro={children}>
      <Button component={Link} href={href} fullWidth>
        {action}
      </Button>
    </CenteredPage>
  );
}
