"use client";

import { Button } from "@mantine/core";
import { IconFileTypeCsv } from "@tabler/icons-react";
import Link from "next/link";
import type { ImportKind } from "@/lib/imports/schema";
import { IMPORTS } from "./addresses";

/** The way from a list to its imports. For admins. */
export function ImportLink({ kind, children = "Import" }: { kind: ImportKind; children?: string }) {
  return (
    <Button
      component={Link}
      href={IMPORTS[kind]}
      variant="default"
      leftSection={<IconFileTypeCsv size={16} stroke={1.8} aria-hidden />}
    >
      {children}
    </Button>
  );
}
