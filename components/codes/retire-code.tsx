"use client";

import { Button, Group, List, Modal, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { restoreCode, retireCode } from "@/app/(admin)/campaigns/code-actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import { tellRefusal } from "@/components/ui/tell-refusal";
import type { CodeKind } from "@/lib/codes/schema";
import { retirementWords } from "@/lib/codes/wording";
import type { ActionError } from "@/lib/http/result";

type Code = { id: string; kind: CodeKind; code: string; retiredAt: string | null };
/** The page that comes with these has the code in another state, or not at all where a filter leaves it out. */
const OVERTAKEN = ["already_retired", "not_found"];

type Props = {
  code: Code;
  /** Outside of the tab order in a row that is not the active one. */
  tabIndex?: number;
  onChanged: () => void;
  /** Told when the question is asked and when it is not any more: a dialog around must not close by the same Escape. */
  onAsking?: (isAsked: boolean) => void;
};

/** The button that retires a code, after saying what stops and what stays, or restores a retired one. */
export function RetireCode({ code, tabIndex, onChanged, onAsking }: Props) {
  const [asking, setAsked] = useState(false);
  const [pending, setPending] = useState(false);
  const isRetired = code.retiredAt !== null;

  function setAsking(isAsked: boolean) {
    setAsked(isAsked);
    onAsking?.(isAsked);
  }

  async function restore() {
    if (pending) return;
    setPending(true);
    const result = await callAction(restoreCode, { codeId: code.id });
    setPending(false);
    onChanged();
    if (result.ok) notifications.show({ message: `${code.code} works again.` });
    else tellRefusal(result.error);
  }

  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        tabIndex={tabIndex}
        // Not `loading`, which disables it: a button that is disabled under one's finger loses the keyboard's place.
        aria-busy={pending}
        aria-label={`${isRetired ? "Restore" : "Retire"} ${code.code}`}
        onClick={isRetired ? restore : () => setAsking(true)}
      >
        {isRetired ? "Restore" : "Retire"}
      </Button>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Retire code" transitionProps={{ duration: 0 }}>
        <Confirm
          code={code}
          onCancel={() => setAsking(false)}
          onDone={() => {
            setAsking(false);
            onChanged();
          }}
        />
      </Modal>
    </>
  );
}

function Confirm({ code, onCancel, onDone }: { code: Code; onCancel: () => void; onDone: () => void }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const { stops, stays } = retirementWords(code.kind);

  async function retire() {
    setPending(true);
    const result = await callAction(retireCode, { codeId: code.id });
    setPending(false);
    if (!result.ok && !OVERTAKEN.includes(result.error.code)) return setProblem(result.error);
    if (result.ok) notifications.show({ message: `${code.code} is retired and attributes nobody any more.` });
    else tellRefusal(result.error);
    onDone();
  }

  return (
    <Stack gap="md">
      <FormProblem problem={problem && { message: problem.message }} />
      <List size="sm" spacing={6} style={{ overflowWrap: "anywhere" }}>
        <List.Item>
          <strong>Stops at once:</strong> nobody can be attributed by {code.code} any more. {stops}
        </List.Item>
        <List.Item>
          <strong>Stays:</strong> {stays}
        </List.Item>
        <List.Item>It can be restored at any time.</List.Item>
      </List>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel} data-autofocus>
          Cancel
        </Button>
        <Button color="red" loading={pending} onClick={retire}>
          Retire code
        </Button>
      </Group>
    </Stack>
  );
}
