"use client";

import { Alert, Button } from "@mantine/core";
import { Form } from "@/components/ui/form";
import type { CampaignOption } from "@/lib/campaigns/queries";
import { CreateFields } from "./create-fields";
import classes from "./create-form.module.css";
import { CreatedPanel } from "./created-panel";
import { DraftCheck } from "./draft-check";
import { type DraftFields, EMPTY_DRAFT, useCreateDraft } from "./use-create-draft";
import { useSaveDraft } from "./use-save-draft";

type Props = { campaigns: CampaignOption[]; initial: DraftFields };

/** "Add Manual": names contact, campaign and advocate or code, shows what saving will do, and what it has done. */
export function CreateForm({ campaigns, initial }: Props) {
  const draft = useCreateDraft(initial);
  const { submit, pending, problem, created, forget, form } = useSaveDraft(draft, campaigns);
  if (created) {
    const again = () => {
      draft.reset(EMPTY_DRAFT);
      forget();
    };
    return <CreatedPanel created={created} onAgain={again} />;
  }
  return (
    <Form ref={form} onSubmit={submit} className={classes.form} noValidate>
      <div className={classes.fields}>
        <CreateFields draft={draft} campaigns={campaigns} />
      </div>
      <div className={classes.check}>
        <DraftCheck
          check={draft.check}
          error={draft.checkError}
          isChecking={draft.isChecking}
          isComplete={Boolean(draft.fields.customer && draft.campaignId && (draft.fields.advocate || draft.byCode))}
          onRetry={draft.retryCheck}
        />
      </div>
      <div className={classes.actions}>
        {problem && (
          <Alert color="red" variant="light" role="alert" mb="sm">
            {problem}
          </Alert>
        )}
        <Button type="submit" loading={pending}>
          Create attribution
        </Button>
      </div>
    </Form>
  );
}
