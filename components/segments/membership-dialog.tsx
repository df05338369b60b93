"use client";

import { Button, Group, Modal, Stack } from "@mantine/core";
import { useState } from "react";
import { changeMembership, previewMembership } from "@/app/(admin)/audience/segments/member-actions";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import { usePreview } from "@/components/ui/use-preview";
import type { MembershipReport } from "@/lib/campaigns/membership";
import type { ContactTarget } from "@/lib/contacts/schema";
import type { ActionError } from "@/lib/http/result";
import type { SegmentOption } from "@/lib/segments/queries";
import { contactCount } from "@/lib/segments/wording";
import { MembershipConsequences } from "./membership-consequences";
import { MembershipResult } from "./membership-result";
import { NEW_SEGMENT, SegmentSelect } from "./segment-select";

/** Which contacts are to be added to a segment or removed from it. */
export type MembershipChange = { change: "add" | "remove"; target: ContactTarget };

type Props = {
  /** Null while nothing is to be changed. */
  asked: MembershipChange | null;
  /** The one segment it is about, or those to choose from. */
  segments: SegmentOption | SegmentOption[];
  onClose: () => void;
  /** After a change, when its result has been read. */
  onDone: () => void;
};

/** Adds contacts to a segment or removes them: says in numbers what that begins and ends, does it, says what became. */
export function MembershipDialog({ asked, segments, onClose, onDone }: Props) {
  const [report, setReport] = useState<MembershipReport | null>(null);

  function close() {
    setReport(null);
    if (report) onDone();
    else onClose();
  }

  return (
    <Modal
      opened={asked !== null}
      onClose={close}
      title={asked?.change === "remove" ? "Remove from segment" : "Add to segment"}
      transitionProps={{ duration: 100 }}
    >
      {report && <MembershipResult report={report} onClose={close} />}
      {asked && !report && <MembershipForm {...{ asked, segments, onClose }} onChanged={setReport} />}
    </Modal>
  );
}

type FormProps = Pick<Props, "segments" | "onClose"> & {
  asked: MembershipChange;
  onChanged: (report: MembershipReport) => void;
};

function MembershipForm({ asked: { change, target }, segments, onClose, onChanged }: FormProps) {
  const isFixed = !Array.isArray(segments);
  const [chosen, setChosen] = useState<SegmentOption | null>(isFixed ? segments : null);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);
  const isNew = chosen?.id === NEW_SEGMENT;
  const found = usePreview(previewMembership, chosen && { change, target, segmentId: isNew ? null : chosen.id });
  const { preview } = found;

  async function apply() {
    if (!chosen || !preview || pending) return;
    setPending(true);
    const segment = isNew ? { name: chosen.name } : { id: chosen.id };
    const result = await callAction(changeMembership, { change, target, segment, expected: preview.contacts });
    setPending(false);
    if (result.ok) return onChanged(result.data);
    setProblem(result.error);
    found.again();
  }

  const verb = change === "add" ? "Add" : "Remove";
  return (
    <Stack gap="md">
      <FormProblem problem={problem && { message: problem.message }} />
      {!isFixed && (
        <SegmentSelect
          {...{ segments, chosen }}
          canCreate={change === "add"}
          onChoose={(segment) => {
            setProblem(null);
            setChosen(segment);
          }}
        />
      )}
      {chosen && <MembershipConsequences {...{ change, preview, isNew }} name={chosen.name} problem={found.problem} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} disabled={pending} data-autofocus={isFixed || undefined}>
          Cancel
        </Button>
        <Button
          color={change === "remove" ? "red" : undefined}
          onClick={apply}
          loading={pending}
          disabled={!preview || preview.moving === 0}
        >
          {preview && preview.moving > 0 ? `${verb} ${contactCount(preview.moving)}` : verb}
        </Button>
      </Group>
    </Stack>
  );
}
