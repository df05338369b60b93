"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { cancelImport } from "@/app/(admin)/imports/actions";
import type { ImportView } from "@/lib/imports/schema";
import journey from "./journey.module.css";
import { countOf } from "./quantities";
import type { TakeStep } from "./use-import";
import { WorkProgress } from "./work-progress";

type Props = { view: ImportView; take: TakeStep; pending: boolean };

/** The import at work, or waiting for its turn; it needs nobody to look on. */
export function RunScreen({ view, take, pending }: Props) {
  const isQueued = view.state === "queued";
  return (
    <div className={journey.screen}>
      {isQueued ? (
        <p className={journey.text} role="status">
          {waitingWords(view.ahead)}
        </p>
      ) : (
        <WorkProgress progress={view.progress} fallback="Importing" />
      )}
      <p className={journey.text}>You can close this page; the import goes on.</p>
      <div className={journey.actions}>
        {view.cancelling ? (
          <p className={journey.dimmed} role="status">
            Stopping after the present chunk of rows…
          </p>
        ) : (
          <CancelButton
            means={cancelMeans(view)}
            pending={pending}
            onCancel={() => take(cancelImport, { id: view.id })}
          />
        )}
      </div>
    </div>
  );
}

function waitingWords(ahead: number): string {
  if (ahead === 0) return "Waiting: it is next.";
  return `Waiting: ${countOf(ahead)} ${ahead === 1 ? "import writes" : "imports write"} before this one.`;
}

function cancelMeans({ state, result }: ImportView): string {
  if (state === "running") {
    return "It stops after the present chunk of rows. What is done by then stays, and can be undone; the other rows are not imported unless you go on later.";
  }
  return result
    ? "It is taken out of the queue. What it did before stays."
    : "It is taken out of the queue and goes back to the check. Nothing was written yet.";
}

type CancelProps = { means: string; pending: boolean; onCancel: () => Promise<unknown> };

function CancelButton({ means, pending, onCancel }: CancelProps) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={open}>
        Cancel import
      </Button>
      <Modal opened={opened} onClose={close} title="Cancel this import?" transitionProps={{ duration: 100 }}>
        <Stack gap="md">
          <Text size="sm">{means}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} disabled={pending}>
              Go on importing
            </Button>
            <Button color="red" loading={pending} onClick={() => void onCancel().then(close)}>
              Cancel the import
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
