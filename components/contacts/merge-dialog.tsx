"use client";

import { Button, Group, Modal, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Notice } from "@/components/attributions/notice";
import { actorWords } from "@/components/attributions/record-words";
import { FormProblem } from "@/components/ui/form-problem";
import { Instant } from "@/components/ui/instant";
import type { StoryEntry } from "@/lib/attributions/contact-story";
import type { ContactOption } from "@/lib/contacts/queries";
import classes from "./contact-dialogs.module.css";
import { contactHref } from "./contact-href";
import { ContactPicker } from "./contact-picker";
import { MergePlanView } from "./merge-plan-view";
import { personName } from "./person-name";
import type { PickedContact } from "./picked-contact";
import { StorySentence } from "./story-sentence";
import { useMerge } from "./use-merge";

type Props = { contact: ContactOption; opened: boolean; onClose: () => void };

/** Makes one contact of two that are one person: which other one, which of them stays, what that does, then does it. */
export function MergeDialog({ contact, opened, onClose }: Props) {
  const isNarrow = useMediaQuery("(max-width: 48em)");
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title="Merge with another contact"
      size="xl"
      fullScreen={isNarrow}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": "Close" }}
      styles={{ title: { fontWeight: 600, fontSize: "var(--mantine-font-size-lg)" } }}
    >
      <MergeSteps contact={contact} onClose={onClose} />
    </Modal>
  );
}

function MergeSteps({ contact, onClose }: Omit<Props, "opened">) {
  const router = useRouter();
  const [other, setOther] = useState<PickedContact | null>(null);
  const [isSwapped, setSwapped] = useState(false);
  const [stays, goes] = isSwapped && other ? [other, contact] : [contact, other];
  const { preview, problem, meanwhile, pending, merge } = useMerge({ staysId: stays.id, goesId: goes?.id ?? null });
  const [isLeaving, setLeaving] = useState(false);

  async function confirm() {
    if (!(await merge())) return;
    setLeaving(true);
    notifications.show({ message: `${personName(goes!)} was merged into ${personName(stays)}.` });
    if (stays.id === contact.id) router.refresh();
    else router.push(contactHref(stays.id));
    onClose();
  }

  return (
    <div className={classes.steps}>
      <ContactPicker
        label="Other contact"
        description="The same person, known by another e-mail."
        placeholder="Search by name or e-mail"
        value={other}
        onChange={setOther}
        autoFocus
      />
      {goes && (
        <div className={classes.pair}>
          <Side label="Stays" person={stays} />
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowsExchange size={16} stroke={1.8} aria-hidden />}
            onClick={() => setSwapped(!isSwapped)}
            disabled={pending}
          >
            Swap
          </Button>
          <Side label="Is merged into it" person={goes} />
        </div>
      )}
      {meanwhile && <Meanwhile entries={meanwhile} />}
      <FormProblem problem={problem === null ? null : { message: problem }} />
      {preview && <MergePlanView plan={preview.plan} />}
      {goes && !preview && !problem && (
        <div role="status" aria-label="Looking at what this changes">
          <Skeleton height={180} />
        </div>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={pending}>
          Cancel
        </Button>
        <Button onClick={confirm} loading={pending || isLeaving} disabled={!preview || problem !== null}>
          Merge contacts
        </Button>
      </Group>
    </div>
  );
}

function Side({ label, person }: { label: string; person: PickedContact }) {
  return (
    <div className={classes.side}>
      <span className={classes.role}>{label}</span>
      <span className={classes.name}>{personName(person)}</span>
      {person.name && <span className={classes.dimmed}>{person.email}</span>}
    </div>
  );
}

/** What happened between looking and confirming. */
function Meanwhile({ entries }: { entries: StoryEntry[] }) {
  return (
    <Notice isAlert title="Nothing was merged: something changed since you looked">
      {entries.length > 0 && (
        <ul className={classes.meanwhile}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <StorySentence entry={entry} />, by {actorWords(entry.actor)}, <Instant at={entry.at} />
            </li>
          ))}
        </ul>
      )}
      Below is what merging would do now. Look at it again, then decide.
    </Notice>
  );
}
