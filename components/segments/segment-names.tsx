"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { segmentHref } from "./hrefs";

type Props = { segments: { id: string; name: string }[] };

/** Segments by name, each leading to its page. */
export function SegmentNames({ segments }: Props) {
  return segments.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && ", "}
      <Anchor component={Link} href={segmentHref(id)} inherit underline="always">
        {name}
      </Anchor>
    </span>
  ));
}
