"use client";

import { Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { previewRemoval, removeMembers } from "@/app/(admin)/audience/segments/member-actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import type { ActionError } from "@/lib/http/result";
import type { SegmentRow } from "@/lib/segments/columns";
import type { RemovalPreview } from "@/lib/segments/member-queries";
import { grouped } from "@/lib/segments/schema";
import { contactCount } from "@/lib/segments/wording";
import classes from "./segment-page.module.css";

type Props = {
  segment: SegmentRow;
  /** Who is to be removed; null while nobody is. */
  contactIds: string[] | null;
  onClose: () => void;
  onRemoved: () => void;
};

/** Says, in numbers, what removing members ends and what it leaves, before it does it. */
export function RemoveMembers({ segment, contactIds, onClose, onRemoved }: Props) {
  return (
    <Modal opened={contactIds !== null} onClose={onClose} title="Remove from segment">
      {contactIds && <Confirm {...{ segment, contactIds, onClose, onRemoved }} />}
    </Modal>
  );
}

function Confirm({ segment, contactIds, onClose, onRemoved }: Props & { contactIds: string[] }) {
  const [preview, setPreview] = useState<RemovalPreview | null>(null);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);
  const segmentId = segment.id;

  useEffect(() => {
    let isAwaited = true;
    callAction(previewRemoval, { segmentId, contactIds }).then((result) => {
      if (!isAwaited) return;
      if (result.ok) setPreview(result.data);
      else setProblem(result.error);
    });
    return () => {
      isAwaited = false;
    };
  }, [segmentId, contactIds]);

  async function confirm() {
    setPending(true);
    const result = await callAction(removeMembers, { segmentId, contactIds });
    setPending(false);
    if (!result.ok) return setProblem(result.error);
    notifications.show({ message: `Removed ${contactCount(result.data.removed)} from “${segment.name}”.` });
    onRemoved();
  }

  return (
    <Stack gap="md">
      <FormProblem problem={problem && { message: problem.message }} />
      {preview ? <Consequences preview={preview} name={segment.name} /> : !problem && <Loader size="sm" />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red" loading={pending} disabled={!preview || preview.members === 0} onClick={confirm}>
          Remove
        </Button>
      </Group>
    </Stack>
  );
}

function Consequences({ preview: { members, campaigns }, name }: { preview: RemovalPreview; name: string }) {
  if (members === 0) return <Text size="sm">None of them is a member of “{name}” any more.</Text>;
  return (
    <>
      <Text size="sm">
        {contactCount(members)} {members === 1 ? "leaves" : "leave"} “{name}”.{" "}
        {campaigns.length > 0
          ? "From then on nobody can be newly attributed to these advocates:"
          : "Nobody loses the right to refer in a campaign by it."}
      </Text>
      {campaigns.length > 0 && (
        <ul className={classes.plain}>
          {campaigns.map((campaign) => (
            <li key={campaign.id}>
              {`${grouped(campaign.advocates)} ${campaign.advocates === 1 ? "advocate" : "advocates"} in ${campaign.name}`}
            </li>
          ))}
        </ul>
      )}
      <Text size="sm" c="dimmed">
        Standing attributions, orders and rewards stay as they are, and so do codes: they work again when the contact is
        added again.
      </Text>
    </>
  );
}
