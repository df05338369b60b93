"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { revokeKey } from "@/app/(admin)/settings/api-keys/actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import { tellRefusal } from "@/components/ui/tell-refusal";
import type { ApiKey } from "@/lib/api-keys/queries";
import type { ActionError } from "@/lib/http/result";

/** The page that comes with these offers no end of the key any more: the dialog goes with its button. */
const OVERTAKEN = ["already_revoked", "not_found"];

/** Ends a key, after saying what that stops and what stays. */
export function RevokeKey({ apiKey: { id, name } }: { apiKey: Pick<ApiKey, "id" | "name"> }) {
  const [opened, { open, close }] = useDisclosure();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ActionError | null>(null);

  async function confirm() {
    setPending(true);
    const result = await callAction(revokeKey, { id });
    setPending(false);
    if (!result.ok && !OVERTAKEN.includes(result.error.code)) return setProblem(result.error);
    if (result.ok) notifications.show({ message: `${name} is revoked.` });
    else tellRefusal(result.error);
    close();
  }

  return (
    <>
      <Button variant="default" size="compact-sm" onClick={open} aria-label={`Revoke ${name}`}>
        Revoke
      </Button>
      <Modal opened={opened} onClose={close} title="Revoke API key">
        <Stack gap="md">
          <FormProblem problem={problem} />
          <Text size="sm">
            The next request of {name} is refused, and this cannot be taken back. What it has recorded stays as it is.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button color="red" loading={pending} onClick={confirm}>
              Revoke key
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
