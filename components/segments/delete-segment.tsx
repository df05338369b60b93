"use client";

import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { deleteSegment } from "@/app/(admin)/audience/segments/actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import type { ActionError } from "@/lib/http/result";
import type { SegmentRow } from "@/lib/segments/columns";
import { contactCount } from "@/lib/segments/wording";
import { UsingCampaigns } from "./using-campaigns";

/** Deletes a segment after saying what that means; one in use names the campaigns that use it instead. */
export function DeleteSegment({ segment }: { segment: SegmentRow }) {
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={open}>
        Delete segment
      </Button>
      <Modal opened={opened} onClose={close} title="Delete segment">
        {segment.campaigns.length > 0 ? (
          <InUse segment={segment} onClose={close} />
        ) : (
          <Confirm segment={segment} onCancel={close} />
        )}
      </Modal>
    </>
  );
}

function InUse({ segment, onClose }: { segment: SegmentRow; onClose: () => void }) {
  const { name, campaigns } = segment;
  const one = campaigns.length === 1;
  return (
    <Stack gap="md">
      <Text size="sm">
        {`“${name}” cannot be deleted, because ${one ? "a campaign uses" : `${campaigns.length} campaigns use`} it. Take it out of ${one ? "its" : "their"} segments first:`}
      </Text>
      <UsingCampaigns campaigns={campaigns} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

function Confirm({ segment: { id, name, members }, onCancel }: { segment: SegmentRow; onCancel: () => void }) {
  const router = useRouter();
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function confirm() {
    setPending(true);
    const result = await callAction(deleteSegment, { id });
    if (!result.ok) {
      setPending(false);
      return setProblem(result.error);
    }
    notifications.show({ message: `“${name}” is deleted.` });
    router.push("/audience/segments");
  }

  return (
    <Stack gap="md">
      <FormProblem problem={problem} />
      <Text size="sm">
        {members === 0
          ? `“${name}” has no members, and no campaign uses it. It cannot be brought back.`
          : `“${name}” has ${contactCount(members)}. They stay contacts, with everything that is attributed to them; only the group goes. No campaign uses it. It cannot be brought back.`}
      </Text>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel} data-autofocus>
          Cancel
        </Button>
        <Button color="red" loading={pending} onClick={confirm}>
          Delete
        </Button>
      </Group>
    </Stack>
  );
}
