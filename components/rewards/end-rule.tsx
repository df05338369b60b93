"use client";

import { Button, Group, List, Modal, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { endRewardRule } from "@/app/(admin)/campaigns/reward-actions";
import { formatCount } from "@/components/data-table/bounded-count";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import { tellRefusal } from "@/components/ui/tell-refusal";
import type { ActionError } from "@/lib/http/result";
import type { RuleRow } from "@/lib/rewards/rule-queries";

/** The page that comes with these has the trigger in the other list, or in none: the dialog goes with its place. */
const OVERTAKEN = ["retired", "not_retired", "not_found"];

/** Retires a reward trigger, or restores a retired one, after saying what that does and what it leaves alone. */
export function EndRule({ rule }: { rule: RuleRow }) {
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const isRetired = rule.retiredAt !== null;
  const label = isRetired ? "Restore" : "Retire";

  function close() {
    setAsking(false);
    setProblem(null);
  }

  async function run() {
    setPending(true);
    const result = await callAction(endRewardRule, { id: rule.id, to: isRetired ? "restored" : "retired" });
    setPending(false);
    if (!result.ok && !OVERTAKEN.includes(result.error.code)) return setProblem(result.error);
    close();
    if (result.ok) notifications.show({ message: `${rule.name} ${isRetired ? "is in force again." : "is retired."}` });
    else tellRefusal(result.error);
  }

  return (
    <>
      <Button variant="default" size="compact-xs" aria-label={`${label} ${rule.name}`} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <Modal opened={asking} onClose={close} title={`${label} reward trigger`} transitionProps={{ duration: 0 }}>
        <Stack gap="md">
          <FormProblem problem={problem} />
          {isRetired ? <WhatReturns rule={rule} /> : <WhatStops rule={rule} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} data-autofocus>
              Cancel
            </Button>
            <Button color={isRetired ? undefined : "red"} loading={pending} onClick={run}>
              {label} reward trigger
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function WhatStops({ rule: { name, rewards } }: { rule: RuleRow }) {
  const isOne = rewards.count === 1 && !rewards.capped;
  return (
    <List size="sm" spacing={6} style={{ overflowWrap: "anywhere" }}>
      <List.Item>
        <strong>Stops at once:</strong> nothing that comes in is rewarded by {name} any more.
      </List.Item>
      <List.Item>
        <strong>Stays:</strong>{" "}
        {rewards.count === 0
          ? "it made no reward yet, so there is none to keep."
          : `${formatCount(rewards)} ${isOne ? "reward that exists stays as it is, and can" : "rewards that exist stay as they are, and can"} be decided and paid.`}
      </List.Item>
      <List.Item>It can be restored at any time.</List.Item>
    </List>
  );
}

function WhatReturns({ rule: { name } }: { rule: RuleRow }) {
  return (
    <List size="sm" spacing={6} style={{ overflowWrap: "anywhere" }}>
      <List.Item>
        <strong>Counts again at once:</strong> what comes in from now on is rewarded by {name}, as its last version
        says.
      </List.Item>
      <List.Item>What would have been earned while it was retired is not given afterwards.</List.Item>
    </List>
  );
}
