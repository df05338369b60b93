"use client";

import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import Link from "next/link";
import type { MembershipReport } from "@/lib/campaigns/membership";
import { addWords, contactCount } from "@/lib/segments/wording";
import { segmentHref } from "./hrefs";

/** What became of the contacts that were to be added to a segment or removed from it. */
export function MembershipResult({ report, onClose }: { report: MembershipReport; onClose: () => void }) {
  const { change, segment, moved, unchanged } = report;
  const isAdded = change === "add";
  const done = isAdded ? "Added" : "Removed";
  const words = isAdded
    ? addWords({ ...report, already: unchanged })
    : unchanged > 0
      ? [unchanged === 1 ? "1 was no member." : `${contactCount(unchanged)} were no members.`]
      : [];
  return (
    <Stack gap="md">
      <div role="status">
        <Text fw={550}>
          {moved === 0 ? `Nobody was ${done.toLowerCase()}.` : `${done} ${contactCount(moved)} `}
          {moved > 0 && (
            <>
              {isAdded ? "to" : "from"}{" "}
              <Anchor component={Link} href={segmentHref(segment.id)} inherit underline="always">
                {segment.name}
              </Anchor>
              .
            </>
          )}
        </Text>
        {words.map((one) => (
          <Text key={one} size="sm">
            {one}
          </Text>
        ))}
      </div>
      <Group justify="flex-end">
        <Button onClick={onClose} autoFocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
