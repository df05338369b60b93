"use client";

import { Button, Group, Modal, Select, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { previewStatus, setStatus } from "@/app/(admin)/audience/contacts/actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import { usePreview } from "@/components/ui/use-preview";
import {
  BULK_LIMIT,
  CONTACT_STATUSES,
  type ContactStatus,
  type ContactTarget,
  type StatusPreview,
} from "@/lib/contacts/schema";
import { CONTACT_STATUS_LABELS, countWords } from "@/lib/contacts/wording";
import type { ActionError } from "@/lib/http/result";
import { StatusConsequences } from "./status-consequences";

type Props = { target: ContactTarget | null; onClose: () => void; onDone: () => void };
type FormProps = Props & { target: ContactTarget };

/** Gives the selected contacts another status: says first, in numbers, what that does. */
export function StatusDialog({ target, onClose, onDone }: Props) {
  return (
    <Modal opened={target !== null} onClose={onClose} title="Set status" size="lg" transitionProps={{ duration: 100 }}>
      {target && <StatusForm target={target} onClose={onClose} onDone={onDone} />}
    </Modal>
  );
}

const OPTIONS = CONTACT_STATUSES.map((value) => ({ value, label: CONTACT_STATUS_LABELS[value] }));

function StatusForm({ target, onClose, onDone }: FormProps) {
  const [to, setTo] = useState<ContactStatus | null>(null);
  const { preview, problem } = usePreview(previewStatus, to && { target, to });
  const [refused, setRefused] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function apply() {
    if (!preview || pending) return;
    setPending(true);
    const result = await callAction(setStatus, { ids: preview.ids, to: preview.to });
    setPending(false);
    if (!result.ok) return setRefused(result.error);
    const { changed } = result.data;
    notifications.show({
      message: `${countWords(changed, "contact")} ${changed === 1 ? "is" : "are"} ${preview.to} now.`,
    });
    onDone();
  }

  return (
    <Stack gap="md">
      <FormProblem problem={refused && { message: refused.message }} />
      <Select
        label="Status"
        placeholder="Choose the new status"
        data={OPTIONS}
        value={to}
        onChange={(value) => setTo(value as ContactStatus | null)}
        allowDeselect={false}
        data-autofocus
        comboboxProps={{ keepMounted: false, transitionProps: { duration: 0 } }}
      />
      {to && (
        <StatusConsequences preview={preview} problem={problem} title={preview ? titleOf(preview) : "What this does"} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={pending}>
          Cancel
        </Button>
        <Button onClick={apply} loading={pending} disabled={!preview || preview.changed === 0}>
          {preview && preview.changed > 0 ? `Change ${countWords(preview.changed, "contact")}` : "Change"}
        </Button>
      </Group>
    </Stack>
  );
}

/** "12 contacts become banned (10 enrolled, 2 prospect); 3 are so already." */
function titleOf({ to, from, changed, unchanged, more }: StatusPreview): string {
  const were = Object.entries(from).map(([status, count]) => `${countWords(count, `${status} now`, `${status} now`)}`);
  const already = unchanged > 0 ? ` ${countWords(unchanged, "is", "are")} so already.` : "";
  const limit = more ? ` Only the newest ${countWords(BULK_LIMIT, "match", "matches")} are changed at once.` : "";
  if (changed === 0) return `All ${countWords(unchanged, "contact")} have this status already.`;
  return `${countWords(changed, "contact becomes", "contacts become")} ${to} (${were.join(", ")}).${already}${limit}`;
}
