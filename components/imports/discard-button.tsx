"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { discardImport } from "@/app/(admin)/imports/actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import type { ActionError } from "@/lib/http/result";
import type { ImportKind } from "@/lib/imports/schema";
import { WORDS } from "@/lib/imports/wording";

type Props = {
  id: string;
  kind: ImportKind;
  fileName: string;
  /** When it is gone. */
  onDiscarded?: () => void;
};

/** Deletes an upload that never ran, after saying so. */
export function DiscardButton({ id, kind, fileName, onDiscarded }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ActionError | null>(null);

  async function discard() {
    setPending(true);
    const result = await callAction(discardImport, { id });
    setPending(false);
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    close();
    notifications.show({ message: `“${fileName}” was discarded. Nothing of it was imported.` });
    onDiscarded?.();
  }

  return (
    <>
      <Button variant="default" size="compact-sm" onClick={open} aria-label={`Discard ${fileName}`}>
        Discard
      </Button>
      <Modal opened={opened} onClose={close} title="Discard this upload?" transitionProps={{ duration: 100 }}>
        <Stack gap="md">
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            “{fileName}” and its check are deleted. It never ran, so {WORDS[kind].discard}.
          </Text>
          <FormProblem problem={problem} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} disabled={pending}>
              Keep it
            </Button>
            <Button color="red" loading={pending} onClick={() => void discard()}>
              Discard upload
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
