"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import type { AddReport } from "@/lib/segments/member-commands";
import { addWords, contactCount } from "@/lib/segments/wording";
import { UnknownList } from "./unknown-list";

type Props = { report: AddReport; onMore: () => void; onClose: () => void };

/** What became of the contacts that were to be added. */
export function AddedReport({ report, onMore, onClose }: Props) {
  return (
    <Stack gap="md">
      <div role="status">
        <Text fw={550}>{report.added === 0 ? "Nobody was added." : `Added ${contactCount(report.added)}.`}</Text>
        {addWords(report).map((words) => (
          <Text key={words} size="sm">
            {words}
          </Text>
        ))}
        <UnknownList unknown={report.unknown} />
      </div>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onMore}>
          Add more
        </Button>
        <Button onClick={onClose} autoFocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
