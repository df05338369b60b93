"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { MouseEvent, ReactNode } from "react";
import { recordHref } from "./record-href";

type Props = { id: string; onShow?: (id: string) => void; children: ReactNode };

/** A link to another attribution. With `onShow` a plain click shows it in place; any other click follows the address. */
export function RecordLink({ id, onShow, children }: Props) {
  function onClick(event: MouseEvent) {
    if (!onShow || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onShow(id);
  }
  return (
    <Anchor component={Link} href={recordHref(id)} prefetch={false} onClick={onClick} inherit underline="always">
      {children}
    </Anchor>
  );
}
