"use client";

import { Button, Group, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { ChangeListeners } from "@/components/ui/change-modal";
import { ChangeFailure, ChangeLoading } from "@/components/ui/change-waiting";
import { Form } from "@/components/ui/form";
import type { Change } from "./change";
import classes from "./change-dialog.module.css";
import { Problem } from "./change-problem";
import { ChangeResult } from "./change-result";
import { ChangeVerdict } from "./change-verdict";
import { CHANGE_WORDS, countOf } from "./change-words";
import { ReassignFields } from "./reassign-fields";
import { RefusalNotice, RefusedActivation } from "./refusal-notice";
import { useApplyChange } from "./use-apply-change";
import { type Successor, useChangePreview } from "./use-change-preview";
import { useRecord } from "./use-record";

type Props = ChangeListeners & { change: Change };

/** The steps of one change: choose (reassign only), see what it would do, confirm, see what was done. */
export function ChangeSteps({ change, onCancel, ...listeners }: Props) {
  const { kind, target } = change;
  const { onFinish } = listeners;
  const [successor, setSuccessor] = useState<Successor | null>(null);
  const [reason, setReason] = useState("");
  const { preview, error, isLoading, retry } = useChangePreview(change, successor);
  const { apply, pending, problem: failed, rows } = useApplyChange(listeners);
  const problem = failed?.message ?? null;
  const onlyId = "ids" in target && target.ids.length === 1 ? target.ids[0]! : null;
  const { data: record, error: recordError, mutate: readRecord } = useRecord(onlyId);

  if (rows && rows.length > 1) return <ChangeResult kind={kind} rows={rows} successor={successor} onClose={onFinish} />;
  const asked = rows?.[0];
  if (asked?.code) {
    return <RefusalNotice code={asked.code} facts={asked.facts} wasAsked onRefresh={onFinish} onCancel={onCancel} />;
  }
  const failure = error ?? (record ? null : recordError?.message);
  if (failure)
    return <ChangeFailure message={failure} onRetry={() => (error ? retry() : readRecord())} onCancel={onCancel} />;
  if (!preview || (onlyId && !record)) return <ChangeLoading />;

  const reasonField = <Reason value={reason} onChange={setReason} />;
  const foreseen = preview.verdict?.refused[0];
  if (record && foreseen && (kind !== "reassign" || foreseen.code === "standing_changed")) {
    const facts = foreseen.examples[0] ?? null;
    if (foreseen.code !== "standing_exists" || !facts?.standing) {
      return <RefusalNotice code={foreseen.code} facts={facts} onRefresh={onFinish} onCancel={onCancel} />;
    }
    const swap = { kind: "reassign" as const, ids: [facts.standing.id], reason };
    return (
      <RefusedActivation
        attempt={record}
        standing={facts.standing}
        onSwap={() => apply({ ...swap, successor: { advocate: record.advocate, attempt: record } })}
        {...{ reasonField, problem, pending, onCancel }}
      />
    );
  }
  return (
    <Confirmation
      {...{ kind, pending, problem, onCancel }}
      changing={isLoading ? 0 : (preview.verdict?.changing ?? 0)}
      isBulk={record === undefined}
      onConfirm={() => apply({ kind, ids: preview.ids, successor, reason })}
    >
      {kind === "reassign" && (
        <ReassignFields {...{ record, successor }} campaigns={preview.campaigns} onChange={setSuccessor} />
      )}
      <ChangeVerdict {...{ change, preview, record, successor, isLoading }} />
      {reasonField}
    </Confirmation>
  );
}

type ConfirmationProps = {
  kind: Change["kind"];
  /** How many would change; nothing can be confirmed while it is none. */
  changing: number;
  isBulk: boolean;
  pending: boolean;
  problem: string | null;
  onConfirm: () => void;
  onCancel: () => void;
  children: ReactNode;
};

function Confirmation({ kind, changing, isBulk, pending, problem, onConfirm, onCancel, children }: ConfirmationProps) {
  const { verb } = CHANGE_WORDS[kind];
  return (
    <Form
      className={classes.steps}
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm();
      }}
    >
      {children}
      <Problem message={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel} disabled={pending}>
          Cancel
        </Button>
        <Button type="submit" loading={pending} disabled={changing === 0}>
          {isBulk && changing > 0 ? `${verb} ${countOf(changing)}` : verb}
        </Button>
      </Group>
    </Form>
  );
}

function Reason({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <Textarea
      label="Reason"
      description="Optional. Kept in the history."
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={500}
      autosize
      minRows={2}
      maxRows={6}
    />
  );
}
