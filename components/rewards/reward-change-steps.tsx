"use client";

import { Button, Group, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { changeRewards, previewRewardChange } from "@/app/(admin)/rewards/actions";
import classes from "@/components/attributions/change-dialog.module.css";
import { Notice } from "@/components/attributions/notice";
import { personName } from "@/components/contacts/person-name";
import { callAction } from "@/components/ui/call-action";
import type { ChangeListeners } from "@/components/ui/change-modal";
import { ChangeFailure, ChangeLoading } from "@/components/ui/change-waiting";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useChangeRun } from "@/components/ui/use-change-run";
import { usePreview } from "@/components/ui/use-preview";
import type { RewardReport } from "@/lib/rewards/change-report";
import type { RewardChangePreview } from "@/lib/rewards/preview";
import type { RewardChange } from "@/lib/rewards/schema";
import { CHANGE_DONE, CHANGE_LABELS, rewardCount, rewardRefusalWords } from "@/lib/rewards/wording";
import type { AskedChange } from "./asked-change";
import { REASON_WORDS } from "./change-words";
import { RewardChangeResult } from "./reward-change-result";
import { RewardChangeVerdict } from "./reward-change-verdict";
import { RewardMeanwhile } from "./reward-meanwhile";

type Props = ChangeListeners & { asked: AskedChange };

/** The steps of one change: see what it would do, confirm, see what was done. */
export function RewardChangeSteps({ asked: { change, target }, onCancel, ...listeners }: Props) {
  const {
    preview,
    problem: unknown,
    again,
  } = usePreview(previewRewardChange, {
    change,
    target: "ids" in target ? target : { filter: target.filter },
  });
  const { run, pending, problem, result } = useChangeRun<RewardReport>(listeners, ({ rows }) => {
    const [only] = rows;
    if (rows.length > 1 || only?.outcome !== "changed") return null;
    return `The reward of ${personName(only.about!.contact)} was ${CHANGE_DONE[change]}.`;
  });

  if (result && result.rows.length > 1) {
    return <RewardChangeResult change={change} report={result} onClose={listeners.onFinish} />;
  }
  if (result) return <Refused change={change} report={result} onCancel={onCancel} onRefresh={listeners.onFinish} />;
  if (unknown) return <ChangeFailure message={unknown} onRetry={again} onCancel={onCancel} />;
  if (!preview) return <ChangeLoading />;
  return (
    <Confirmation
      {...{ change, preview, pending, problem, onCancel }}
      onConfirm={(reason) => run(() => callAction(changeRewards, { change, ids: preview.ids, reason }))}
    />
  );
}

type ConfirmationProps = {
  change: RewardChange;
  preview: RewardChangePreview;
  pending: boolean;
  problem: Parameters<typeof FormProblem>[0]["problem"];
  onConfirm: (reason: string) => void;
  onCancel: () => void;
};

function Confirmation({ change, preview, pending, problem, onConfirm, onCancel }: ConfirmationProps) {
  const [reason, setReason] = useState("");
  const { label, description, required } = REASON_WORDS[change];
  const { changing, ids } = preview;

  function submit(event: FormEvent) {
    event.preventDefault();
    onConfirm(reason);
  }

  return (
    <Form className={classes.steps} onSubmit={submit} noValidate>
      <RewardChangeVerdict change={change} preview={preview} />
      {changing > 0 && (
        <Textarea
          {...{ label, description, required }}
          error={problem?.fields?.reason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
          autosize
          minRows={2}
          maxRows={6}
        />
      )}
      <FormProblem problem={problem?.fields?.reason ? null : problem && { message: problem.message }} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onCancel} disabled={pending}>
          {changing > 0 ? "Cancel" : "Close"}
        </Button>
        {changing > 0 && (
          <Button type="submit" color={change === "deny" ? "red" : undefined} loading={pending}>
            {ids.length === 1 ? CHANGE_LABELS[change] : buttonWords(change, changing)}
          </Button>
        )}
      </Group>
    </Form>
  );
}

function buttonWords(change: RewardChange, changing: number): string {
  return change === "fulfil"
    ? `Mark ${rewardCount(changing)} fulfilled`
    : `${CHANGE_LABELS[change]} ${rewardCount(changing)}`;
}

type RefusedProps = { change: RewardChange; report: RewardReport; onRefresh: () => void; onCancel: () => void };

/** Why one reward was not changed after all, and what happened to it meanwhile. */
function Refused({ change, report: { rows }, onRefresh, onCancel }: RefusedProps) {
  const { code, lastEvent } = rows[0]!;
  return (
    <div className={classes.steps}>
      <Notice isAlert title="Nothing was changed">
        {code && rewardRefusalWords(change, code)} <RewardMeanwhile event={lastEvent} />
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
