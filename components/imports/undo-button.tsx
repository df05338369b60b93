"use client";

import { Button, Group, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { useDisclosure, useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { previewUndo, startUndo } from "@/app/(admin)/imports/actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import type { ActionError } from "@/lib/http/result";
import { type ImportView, UNDO_OUTCOMES, type UndoTally } from "@/lib/imports/schema";
import { UNDO_NAMES, WORDS } from "@/lib/imports/wording";
import { rowsFileHref } from "./addresses";
import { UndoBlock } from "./outcome-block";
import { countOf, rowsOf } from "./quantities";
import { DownloadLink } from "./rows-section";
import type { TakeStep } from "./use-import";

type Props = { view: ImportView; take: TakeStep; pending: boolean };

/** Takes back what the import did, after saying in numbers what can be taken back and what cannot. */
export function UndoButton({ view, take, pending }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const [tally, setTally] = useState<UndoTally | null>(null);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const contacts = view.result?.contactsCreated ?? 0;
  const isNarrow = useMediaQuery("(max-width: 48em)");

  async function preview() {
    open();
    setTally(null);
    setProblem(null);
    const result = await callAction(previewUndo, { id: view.id });
    if (result.ok) setTally(result.data);
    else setProblem(result.error);
  }

  return (
    <>
      <Button variant="default" onClick={() => void preview()}>
        Undo import
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title="Undo this import?"
        size="lg"
        fullScreen={isNarrow}
        transitionProps={{ duration: 100 }}
      >
        <Stack gap="md">
          <Text size="sm">
            {WORDS[view.kind].undo}
            {contacts > 0 && ` ${keptContacts(contacts)}`}
          </Text>
          <FormProblem problem={problem} />
          {tally ? (
            <Preview view={view} tally={tally} />
          ) : (
            !problem && <Skeleton height={90} role="status" aria-label="Counting what can be undone" />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} disabled={pending}>
              Keep the import
            </Button>
            <Button
              color="red"
              disabled={!tally || tally.outcomes.reversed === 0}
              loading={pending}
              onClick={() => void take(startUndo, { id: view.id }).then(close)}
            >
              {tally ? `Undo ${rowsOf(tally.outcomes.reversed)}` : "Undo"}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function keptContacts(count: number): string {
  return count === 1 ? "The contact it created stays." : `The ${countOf(count)} contacts it created stay.`;
}

function Preview({ view: { id, kind }, tally }: { view: ImportView; tally: UndoTally }) {
  const listed = UNDO_OUTCOMES.filter((outcome) => tally.outcomes[outcome] > 0);
  return (
    <div role="status">
      <UndoBlock kind={kind} tally={tally} />
      {tally.outcomes.reversed === 0 && <Text size="sm">Nothing of it can be undone any more.</Text>}
      <Group gap="xs" mt="sm">
        {listed.map((outcome) => (
          <DownloadLink key={outcome} href={rowsFileHref(id, { phase: "undo", outcome })}>
            {`List: ${UNDO_NAMES[outcome].toLowerCase()}`}
          </DownloadLink>
        ))}
      </Group>
    </div>
  );
}
