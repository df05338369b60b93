"use client";

import { Button, Group, Modal, Skeleton, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useState } from "react";
import { eraseContact, previewErasure } from "@/app/(admin)/audience/contacts/erase-actions";
import { Notice } from "@/components/attributions/notice";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import type { ContactOption } from "@/lib/contacts/queries";
import type { ActionError } from "@/lib/http/result";
import type { ErasurePreview } from "@/lib/privacy/schema";
import { unfinishedSentence, whatGoes, whatStays } from "@/lib/privacy/wording";
import classes from "./contact-dialogs.module.css";
import { personName } from "./person-name";

type Props = { contact: ContactOption; opened: boolean; onClose: () => void };

/** Erases a person: says first what goes and what stays, and asks for the e-mail. */
export function EraseDialog({ contact, opened, onClose }: Props) {
  const isNarrow = useMediaQuery("(max-width: 48em)");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Erase personal data of ${personName(contact)}`}
      size="lg"
      fullScreen={isNarrow}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": "Close" }}
      styles={{ title: { fontWeight: 600, fontSize: "var(--mantine-font-size-lg)", overflowWrap: "anywhere" } }}
    >
      <EraseForm contact={contact} onClose={onClose} />
    </Modal>
  );
}

function EraseForm({ contact, onClose }: Omit<Props, "opened">) {
  const { preview, problem: unseen } = usePreview(contact.id);
  const [email, setEmail] = useState("");
  const { erase, problem, pending } = useErase(contact, onClose);
  const isBlocked = (preview?.unfinished.length ?? 0) > 0;

  return (
    <Form
      className={classes.steps}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (preview && !isBlocked) void erase(email);
      }}
    >
      {!preview && !unseen && (
        <div role="status" aria-label="Looking where this contact is kept">
          <Skeleton height={200} />
        </div>
      )}
      <FormProblem problem={unseen ?? problem} />
      {preview && (
        <>
          <Sentences title="Gone for good" sentences={whatGoes(preview)} />
          <Sentences title="Stays" sentences={whatStays(preview)} />
        </>
      )}
      {preview && isBlocked && <Unfinished imports={preview.unfinished} />}
      {preview && !isBlocked && (
        <TextInput
          label={`Type ${contact.email} to confirm`}
          description="This cannot be undone."
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={problem?.fields?.email}
          autoComplete="off"
          spellCheck={false}
          inputMode="email"
          data-autofocus
        />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={pending}>
          Cancel
        </Button>
        <Button type="submit" color="red" loading={pending} disabled={!preview || isBlocked}>
          Erase personal data
        </Button>
      </Group>
    </Form>
  );
}

function useErase(contact: ContactOption, onClose: () => void) {
  const router = useRouter();
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);

  async function erase(email: string) {
    if (pending) return;
    setPending(true);
    const result = await callAction(eraseContact, { id: contact.id, email });
    setPending(false);
    if (!result.ok) return setProblem(result.error);
    notifications.show({ message: "The contact was erased." });
    onClose();
    router.refresh();
  }

  return { erase, problem, pending };
}

function usePreview(id: string) {
  const [preview, setPreview] = useState<ErasurePreview | null>(null);
  const [problem, setProblem] = useState<ActionError | null>(null);
  useEffect(() => {
    let isLatest = true;
    void callAction(previewErasure, { id }).then((result) => {
      if (!isLatest) return;
      if (result.ok) setPreview(result.data);
      else setProblem(result.error);
    });
    return () => {
      isLatest = false;
    };
  }, [id]);
  return { preview, problem };
}

function Sentences({ title, sentences }: { title: string; sentences: string[] }) {
  return (
    <section aria-label={title}>
      <h3 className={classes.title}>{title}</h3>
      <ul className={classes.sentences}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Unfinished({ imports }: { imports: ErasurePreview["unfinished"] }) {
  return (
    <Notice isAlert title="An import stands in the way">
      <p>{unfinishedSentence(imports)}</p>
      {imports.map(({ id, fileName }) => (
        <div key={id}>
          <Link href={`/audience-activity/referral-attribution/import/${id}`}>Open the import of {fileName}</Link>
        </div>
      ))}
    </Notice>
  );
}
