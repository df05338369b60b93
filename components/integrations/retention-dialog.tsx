"use client";

import { Anchor, Button, Group, Modal, Stack, Text } from "@mantine/core";
import Link from "next/link";
import { formatCount } from "@/components/data-table/bounded-count";
import type { Bounded } from "@/lib/integrations/columns";
import type { Retention } from "@/lib/integrations/retention";
import { LOG } from "./hrefs";

type Props = {
  /** What would be deleted; null while nothing is to be confirmed. */
  older: Retention | null;
  days: number;
  pending: boolean;
  onCancel: () => void;
  onConfirm: () => void;
};

/** Says what a shorter retention deletes before it does: how much, what of it is lost, and what stays. */
export function RetentionDialog({ older, days, pending, onCancel, onConfirm }: Props) {
  return (
    <Modal opened={older !== null} onClose={onCancel} title="Delete old requests?" transitionProps={{ duration: 0 }}>
      {older && (
        <Stack gap="md">
          <Text size="sm">
            {requests(older.requests, "is", "are")} older than {days} days. They go within the hour and cannot be
            brought back: what was sent, what was answered and why.
          </Text>
          {older.unmended.count > 0 && (
            <Text size="sm">
              {formatCount(older.unmended)} of them {older.unmended.count === 1 ? "was" : "were"} refused and never sent
              again with success. Of what {older.unmended.count === 1 ? "it" : "they"} asked for, the log is all there
              is. Look at the{" "}
              <Anchor component={Link} href={`${LOG}?outcome=refused,failed,throttled`} inherit underline="always">
                refused requests
              </Anchor>{" "}
              first, if any still matters.
            </Text>
          )}
          <Text size="sm">What requests recorded stays: attributions, orders, contacts and their histories.</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onCancel} data-autofocus>
              Cancel
            </Button>
            <Button color="red" loading={pending} onClick={onConfirm}>
              Delete {formatCount(older.requests)} and save
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function requests(count: Bounded, one: string, many: string): string {
  return count.count === 1 ? `1 request ${one}` : `${formatCount(count)} requests ${many}`;
}
