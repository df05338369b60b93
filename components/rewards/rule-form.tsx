"use client";

import { Button, Group } from "@mantine/core";
import classes from "@/components/attributions/create-form.module.css";
import { LinkButton } from "@/components/campaigns/link-button";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import type { RuleRow } from "@/lib/rewards/rule-queries";
import { ChangedMeanwhile } from "./changed-meanwhile";
import { RuleFormFields } from "./rule-fields";
import { RuleSays } from "./rule-says";
import { useRuleForm } from "./use-rule-form";

type Props = { campaignId: string; rule: RuleRow | null };

/** Adds a reward trigger to a campaign, or edits one; says as one fills it in what it will do. */
export function RuleForm({ campaignId, rule }: Props) {
  const state = useRuleForm({ campaignId, rule });
  const isOvertaken = state.refusal?.code === "changed_meanwhile";
  return (
    <Form ref={state.form} onSubmit={state.submit} className={classes.form} noValidate>
      <div className={classes.fields}>
        <RuleFormFields state={state} />
      </div>
      <div className={classes.check}>
        <RuleSays state={state} />
      </div>
      <div className={classes.actions}>
        {isOvertaken ? <ChangedMeanwhile state={state} /> : <FormProblem problem={state.refusal} />}
        <Group gap="xs" mt={state.refusal ? "sm" : 0}>
          <Button type="submit" loading={state.pending} disabled={isOvertaken}>
            {rule ? "Save" : "Add reward trigger"}
          </Button>
          <LinkButton variant="default" href={`/campaigns/${campaignId}#reward-triggers`}>
            Cancel
          </LinkButton>
        </Group>
      </div>
    </Form>
  );
}
