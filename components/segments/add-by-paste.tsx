"use client";

import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { type ClipboardEvent, useDeferredValue, useMemo, useState } from "react";
import { addPasted, previewPasted } from "@/app/(admin)/audience/segments/member-actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import type { ActionError } from "@/lib/http/result";
import type { AddReport } from "@/lib/segments/member-commands";
import type { PastePreview } from "@/lib/segments/member-queries";
import { grouped, PASTE_MAX_LENGTH, parseEmails, pastedSchema } from "@/lib/segments/schema";
import { addWords, contactCount } from "@/lib/segments/wording";
import { UnknownList } from "./unknown-list";

/** From this many characters on a browser takes minutes to paste line by line what it shows at once as a value. */
const LONG_PASTE = 20_000;

type Props = { segmentId: string; onAdded: (report: AddReport) => void; onCancel: () => void };

/** A list of e-mails is pasted, looked at by the server, and added once its report is seen. */
export function AddByPaste({ segmentId, onAdded, onCancel }: Props) {
  const [text, setText] = useState("");
  const [preview, setPreview] = useState<PastePreview | null>(null);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);
  const counted = useDeferredValue(text);
  const count = useMemo(() => (counted.length > PASTE_MAX_LENGTH ? 0 : parseEmails(counted).length), [counted]);

  async function send<T>(action: Parameters<typeof callAction<{ segmentId: string; text: string }, T>>[0]) {
    // What is too long is not sent at all: the server would not read it.
    const refused = pastedSchema.safeParse({ segmentId, text }).error?.issues[0]?.message;
    if (refused) return setProblem({ code: "invalid", message: refused, fields: { text: refused } });
    setPending(true);
    const result = await callAction(action, { segmentId, text });
    setPending(false);
    setProblem(result.ok ? null : result.error);
    return result.ok ? result.data : undefined;
  }

  function change(next: string) {
    setText(next);
    setPreview(null);
    setProblem(null);
  }

  function takeLongPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const pasted = event.clipboardData.getData("text/plain");
    if (pasted.length < LONG_PASTE) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = event.currentTarget;
    change(text.slice(0, selectionStart) + pasted + text.slice(selectionEnd));
  }

  async function check() {
    setPreview((await send(previewPasted)) ?? null);
  }

  async function add() {
    const report = await send(addPasted);
    if (report) onAdded(report);
  }

  return (
    <Stack gap="md">
      <FormProblem problem={problem} />
      <Textarea
        label="E-mail addresses"
        description="One on each line, or parted by commas. Rows of a sheet and “Ada <ada@example.com>” will do; at most 50,000."
        rows={8}
        spellCheck={false}
        autoComplete="off"
        value={text}
        error={problem?.fields?.text}
        onChange={(event) => change(event.currentTarget.value)}
        onPaste={takeLongPaste}
      />
      {preview && <Preview preview={preview} />}
      <Group justify="flex-end" gap="xs">
        <Text size="xs" c="dimmed" mr="auto" className="tabular">
          {`${grouped(count)} ${count === 1 ? "address" : "addresses"}`}
        </Text>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        {preview && preview.toAdd > 0 ? (
          <Button loading={pending} onClick={add}>
            Add {contactCount(preview.toAdd)}
          </Button>
        ) : (
          <Button loading={pending} disabled={preview !== null} onClick={check}>
            Check list
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Preview({ preview }: { preview: PastePreview }) {
  const { toAdd, unknown } = preview;
  return (
    <div role="status">
      <Text size="sm" fw={550}>
        {toAdd === 0 ? "There is nobody to add." : `${contactCount(toAdd)} can be added.`}
      </Text>
      {addWords({ ...preview, shortcodes: 0 }).map((words) => (
        <Text key={words} size="sm">
          {words}
        </Text>
      ))}
      <UnknownList unknown={unknown} />
    </div>
  );
}
