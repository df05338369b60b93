"use client";

import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { changeRewardRule, createRewardRule } from "@/app/(admin)/campaigns/reward-actions";
import { callAction } from "@/components/ui/call-action";
import type { ActionError } from "@/lib/http/result";
import type { RuleRow } from "@/lib/rewards/rule-queries";
import { createRewardRuleSchema, type RewardRule, type RewardRuleInput } from "@/lib/rewards/schema";
import { ruleInput } from "@/lib/rewards/wording";

/** A rule as its form holds it: every text is one, if an empty one. */
export type RuleFields = RewardRuleInput &
  Record<"amount" | "percent" | "cap" | "minRevenue" | "externalStatus", string>;
export type RuleProblems = Partial<Record<keyof RuleFields, string>>;

const EMPTY: RuleFields = {
  ...{ name: "", trigger: "order_created", forAdvocate: true, forCustomer: false, amountKind: "fixed", amount: "" },
  ...{ percent: "", cap: "", currency: "EUR", startsAs: "pending", minRevenue: "", externalStatus: "" },
  firstOrderOnly: false,
};

/** What the fields say as a rule, or what each has wrong: by the very schema that the action refuses with. */
function read(fields: RuleFields): { said: RewardRule | null; problems: RuleProblems } {
  const { data, error } = createRewardRuleSchema.shape.rule.safeParse(fields);
  const problems: RuleProblems = {};
  for (const { path, message } of error?.issues ?? []) problems[path[0] as keyof RuleFields] ??= message;
  return { said: data ?? null, problems };
}

/** What a refusal says of the fields, which it knows as "rule.amount". */
function byField(fields: Record<string, string>): RuleProblems {
  return Object.fromEntries(Object.entries(fields).map(([name, message]) => [name.replace("rule.", ""), message]));
}

/**
 * The fields of a reward trigger, what they say, and saving them. Where another version came meanwhile, nothing is saved
 * and nothing typed is lost: `saveOver` takes the newer version as the one that is edited.
 */
export function useRuleForm({ campaignId, rule: given }: { campaignId: string; rule: RuleRow | null }) {
  const router = useRouter();
  // As it was when the form was opened: a page that is drawn anew must not put what was typed over a newer version.
  const [rule] = useState(given);
  const [fields, setFields] = useState<RuleFields>(() =>
    rule ? ({ ...EMPTY, ...ruleInput(rule) } as RuleFields) : EMPTY,
  );
  const [version, setVersion] = useState(rule?.version ?? 1);
  const [tries, setTries] = useState(0);
  const [refusal, setRefusal] = useState<ActionError | null>(null);
  const [pending, setPending] = useState(false);
  const saving = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const { said, problems } = read(fields);

  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);

  function change(changed: Partial<RuleFields>) {
    setFields((present) => ({ ...present, ...changed }));
    setRefusal((present) => (present?.fields ? null : present));
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    // A second click can come before the button is seen to be closed; it must not make a second one.
    if (saving.current) return;
    if (!said) return setTries(tries + 1);
    saving.current = true;
    setPending(true);
    const answer = await callAction(
      (input: RuleFields) =>
        rule ? changeRewardRule({ id: rule.id, version, rule: input }) : createRewardRule({ campaignId, rule: input }),
      fields,
    );
    if (answer.ok) {
      notifications.show({ message: savedWords(said.name, answer.data) });
      return router.push(`/campaigns/${campaignId}#reward-triggers`);
    }
    saving.current = false;
    setPending(false);
    setRefusal(answer.error);
    if (answer.error.fields) setTries(tries + 1);
  }

  function saveOver(newest: number) {
    setVersion(newest);
    setRefusal(null);
  }

  const errors: RuleProblems = { ...(tries > 0 ? problems : {}), ...byField(refusal?.fields ?? {}) };
  return { rule, fields, change, said, problems, errors, refusal, submit, saveOver, pending, form };
}

export type RuleFormState = ReturnType<typeof useRuleForm>;

function savedWords(name: string, { outcome, version }: { outcome: string; version: number }): string {
  if (outcome === "created") return `${name} is added.`;
  if (outcome === "unchanged") return `${name} says what it said before: nothing was changed.`;
  return `${name} is saved as version ${version}.`;
}
