"use client";

import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";
import { personName } from "@/components/contacts/person-name";
import { Instant } from "@/components/ui/instant";
import type { AttributionRecord, ChangeFacts, Standing } from "@/lib/attributions/record-queries";
import type { Refusal, Rejection } from "@/lib/attributions/schema";
import { ChangeConsequences } from "./change-consequences";
import classes from "./change-dialog.module.css";
import { Problem } from "./change-problem";
import { refusalSentence } from "./change-words";
import { Meanwhile } from "./meanwhile";
import { Notice } from "./notice";
import { RecordLink } from "./record-link";

type NoticeProps = {
  code: Refusal | Rejection;
  facts: ChangeFacts | null;
  /** Whether it was refused when asked for, rather than foreseen. */
  wasAsked?: boolean;
  onRefresh: () => void;
  onCancel: () => void;
};

/** Why one attribution was not, or cannot be, changed, and what happened to it meanwhile. */
export function RefusalNotice({ code, facts, wasAsked, onRefresh, onCancel }: NoticeProps) {
  return (
    <div className={classes.steps}>
      <Notice isAlert title={wasAsked ? "Nothing was changed" : "This cannot be done"}>
        {refusalSentence(code)} <Meanwhile code={code} facts={facts} />
      </Notice>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button onClick={onRefresh}>Refresh</Button>
      </Group>
    </div>
  );
}

type ActivationProps = {
  /** The inactive attribution that was to be activated. */
  attempt: AttributionRecord;
  standing: Standing;
  reasonField: ReactNode;
  problem: string | null;
  pending: boolean;
  onSwap: () => void;
  onCancel: () => void;
};

/** Activating while another stands: refused, naming that one; and the one step that puts this attempt in its place. */
export function RefusedActivation({ attempt, standing, reasonField, ...given }: ActivationProps) {
  const { problem, pending, onSwap, onCancel } = given;
  return (
    <div className={classes.steps}>
      <Notice isAlert title={`${personName(standing.advocate)} is the advocate already`}>
        The <RecordLink id={standing.id}>attribution of {personName(standing.advocate)}</RecordLink> is active since{" "}
        <Instant at={standing.activeSince} />. A contact has at most one active attribution in a campaign, so this one
        can only take its place.
      </Notice>
      <ChangeConsequences
        kind="reassign"
        record={{ ...attempt, advocate: standing.advocate }}
        successor={{ advocate: attempt.advocate, attempt }}
      />
      {reasonField}
      <Problem message={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel} disabled={pending}>
          Cancel
        </Button>
        <Button onClick={onSwap} loading={pending}>
          Reassign to this attempt
        </Button>
      </Group>
    </div>
  );
}
