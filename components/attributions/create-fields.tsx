"use client";

import { Anchor, Button, Select, Text, Textarea, TextInput } from "@mantine/core";
import { CONTACTS } from "@/components/contacts/contact-href";
import { ContactPicker } from "@/components/contacts/contact-picker";
import { personName } from "@/components/contacts/person-name";
import type { CampaignOption } from "@/lib/campaigns/queries";
import classes from "./create-form.module.css";
import type { CreateDraft } from "./use-create-draft";

type Props = { draft: CreateDraft; campaigns: CampaignOption[] };

/** The fields of "Add Manual". */
export function CreateFields({ draft, campaigns }: Props) {
  const { fields, change, errors } = draft;
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
      {!fields.customer && <MissingContact />}
      <CampaignField draft={draft} campaigns={campaigns} />
      <AdvocateOrCode draft={draft} campaigns={campaigns} />
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

/** Only contacts can be attributed: the way to make one leaves what is filled in here as it is. */
function MissingContact() {
  return (
    <Text size="xs" c="dimmed" mt={-8}>
      Not found?{" "}
      <Anchor href={`${CONTACTS}/create`} target="_blank" inherit underline="always">
        Create Contact
      </Anchor>{" "}
      in a new tab, then search again.
    </Text>
  );
}

function CampaignField({ draft, campaigns }: Props) {
  const { fields, change, errors, campaignId, byCode } = draft;
  const isImplied = byCode && !fields.campaignId && campaignId !== null;
  return (
    <Select
      label="Campaign"
      placeholder={byCode ? "Taken from the code" : "Choose a campaign"}
      description={isImplied ? "Taken from the code." : undefined}
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
  );
}

/** Of these two one is filled in; the other then says how to get it back. */
function AdvocateOrCode({ draft, campaigns }: Props) {
  const { fields, change, errors, campaignId, byCode } = draft;
  const campaign = campaigns.find(({ id }) => id === campaignId);
  return (
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
      <HomeCampaign draft={draft} />
    </div>
  );
}

function advocateHint({ byCode, check }: CreateDraft): string | undefined {
  if (!byCode) return undefined;
  return check?.code && check.advocate
    ? `The code names ${personName(check.advocate)}. Clear it to choose an advocate.`
    : "Clear the code to choose an advocate instead.";
}

/** Where a code belongs to another campaign than the chosen one: the step that mends it. */
function HomeCampaign({ draft: { errors, check, change } }: { draft: CreateDraft }) {
  if (!errors.code || !check?.code || !check.problems.includes("code_campaign_mismatch")) return null;
  const home = check.code.campaign;
  return (
    <Button variant="default" size="xs" className={classes.mend} onClick={() => change({ campaignId: home.id })}>
      Choose {home.name}
    </Button>
  );
}
