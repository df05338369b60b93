"use client";

import { Alert, Button, Select, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { ContactPicker } from "@/components/contacts/contact-picker";
import { personName } from "@/components/contacts/person-name";
import type { CampaignOption } from "@/lib/campaigns/queries";
import classes from "./create-form.module.css";
import { type About, CreatedPanel } from "./created-panel";
import { DraftCheck } from "./draft-check";
import { type CreatedAttribution, saveDraft } from "./save-draft";
import { type CreateDraft, type DraftFields, EMPTY_DRAFT, useCreateDraft } from "./use-create-draft";

type Props = { campaigns: CampaignOption[]; initial: DraftFields };

/** "Add Manual": names contact, campaign and advocate or code, shows what saving will do, and what it has done. */
export function CreateForm({ campaigns, initial }: Props) {
  const draft = useCreateDraft(initial);
  const [created, setCreated] = useState<(CreatedAttribution & About) | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const saving = useRef(false);
  const form = useRef<HTMLFormElement>(null);

  function about(): About {
    const campaign = campaigns.find(({ id }) => id === draft.campaignId);
    return { contact: personName(draft.fields.customer!), campaign: campaign?.name ?? "this campaign" };
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    // A second click can come before the button is seen to be disabled; it must not save a second time.
    if (saving.current) return;
    saving.current = true;
    setPending(true);
    setProblem(null);
    const result = await saveDraft(draft.fields);
    saving.current = false;
    setPending(false);
    if (result.ok) return setCreated({ ...result.data, ...about() });
    draft.setRefused(result.errors);
    setProblem(result.message);
  }

  const { refused } = draft;
  useEffect(() => {
    if (Object.keys(refused).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]:not(:disabled)')?.focus();
  }, [refused]);

  if (created) {
    const again = () => {
      draft.reset(EMPTY_DRAFT);
      setCreated(null);
    };
    return <CreatedPanel created={created} onAgain={again} />;
  }
  return (
    <form ref={form} onSubmit={submit} className={classes.form} noValidate>
      <div className={classes.fields}>
        <Fields draft={draft} campaigns={campaigns} />
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
    </form>
  );
}

function Fields({ draft, campaigns }: { draft: CreateDraft; campaigns: CampaignOption[] }) {
  const { fields, change, errors, campaignId, byCode, check } = draft;
  const campaign = campaigns.find(({ id }) => id === campaignId);
  const implied = byCode && !fields.campaignId && campaign;
  return (
    <>
      <ContactPicker
        label="Referred contact"
        placeholder="Search by name or e-mail"
        autoFocus={!fields.customer}
        value={fields.customer}
        onChange={(customer) => change({ customer })}
        error={errors.customer}
      />
      <Select
        label="Campaign"
        placeholder={byCode ? "Taken from the code" : "Choose a campaign"}
        description={implied ? "Taken from the code." : undefined}
        data={campaigns.map(({ id, name, ended }) => ({ value: id, label: ended ? `${name} (ended)` : name }))}
        value={campaignId}
        onChange={(id) => change({ campaignId: id })}
        error={errors.campaign}
        searchable
        clearable={Boolean(fields.campaignId)}
        clearButtonProps={{ "aria-label": "Clear", "aria-hidden": false, tabIndex: 0 }}
        nothingFoundMessage="No campaign has this name."
        comboboxProps={{ keepMounted: false, transitionProps: { duration: 0 } }}
      />
      <div className={classes.either}>
        <ContactPicker
          label="Advocate"
          placeholder={byCode ? "Named by the code" : "Search by name or e-mail"}
          description={advocateHint(draft)}
          value={fields.advocate}
          onChange={(advocate) => change({ advocate })}
          eligible={campaign && { campaignId: campaign.id, name: campaign.name }}
          disabled={byCode}
          error={errors.advocate}
        />
        <span className={classes.or}>or</span>
        <TextInput
          label="Shortcode or coupon code"
          placeholder={fields.advocate ? undefined : "As the customer gave it"}
          description={fields.advocate ? "Clear the advocate to enter a code instead." : undefined}
          value={fields.code}
          onChange={(event) => change({ code: event.currentTarget.value })}
          disabled={fields.advocate !== null}
          error={errors.code}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={64}
        />
      </div>
      {errors.code && check?.code && check.problems.includes("code_campaign_mismatch") && (
        <Button
          variant="default"
          size="xs"
          className={classes.mend}
          onClick={() => change({ campaignId: check.code!.campaign.id })}
        >
          Choose {check.code.campaign.name}
        </Button>
      )}
      <Textarea
        label="Reason"
        description="Optional. Kept in the history."
        value={fields.reason}
        onChange={(event) => change({ reason: event.currentTarget.value })}
        error={errors.reason}
        maxLength={500}
        autosize
        minRows={2}
      />
    </>
  );
}

function advocateHint({ byCode, check }: CreateDraft): string | undefined {
  if (!byCode) return undefined;
  return check?.code && check.advocate
    ? `The code names ${personName(check.advocate)}. Clear it to choose an advocate.`
    : "Clear the code to choose an advocate instead.";
}
