"use client";

import { Button, Group, MultiSelect, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { createCampaign, updateCampaign } from "@/app/(admin)/campaigns/actions";
import { callAction } from "@/components/ui/call-action";
import { Form } from "@/components/ui/form";
import { FormProblem } from "@/components/ui/form-problem";
import { useTimeZone } from "@/components/ui/time-zone";
import { useSubmit } from "@/components/ui/use-submit";
import type { Campaign } from "@/lib/campaigns/queries";
import { shortcodesGiven } from "@/lib/campaigns/wording";
import type { SegmentOption } from "@/lib/segments/queries";
import { LinkButton } from "./link-button";
import { fromLocalTime, toLocalTime } from "./local-time";

type Fields = {
  name: string;
  uid: string;
  destinationUrl: string;
  segmentIds: string[];
  startsAt: string;
  endsAt: string;
};

type Props = { segments: SegmentOption[]; campaign: Campaign | null };

type FieldProps = { fields: Fields; set: (patch: Partial<Fields>) => void; errors: Record<string, string> };

/** Creates a campaign, or changes the fields of one that were edited and no others. */
export function CampaignForm({ segments, campaign }: Props) {
  const timeZone = useTimeZone();
  // As the campaign was when somebody began to edit it, but in the zone that is known by now: a browser's own may come late.
  const [opened] = useState(campaign);
  const initial = fieldsOf(opened, timeZone);
  const [edited, setEdited] = useState<Partial<Fields>>({});
  const fields = { ...initial, ...edited };
  const { submit, problem, pending } = useSaveCampaign({ campaign, initial, fields, timeZone });
  const given: FieldProps = {
    fields,
    set: (patch) => setEdited((before) => ({ ...before, ...patch })),
    errors: problem?.fields ?? {},
  };
  return (
    <Form onSubmit={submit}>
      <Stack gap="md" maw={560}>
        <FormProblem problem={problem} />
        <NameAndPlaces {...given} campaign={campaign} />
        <SegmentsField {...given} segments={segments} />
        <Dates {...given} timeZone={timeZone} />
        <Group gap="xs">
          <Button type="submit" loading={pending}>
            {campaign ? "Save" : "Create Campaign"}
          </Button>
          <LinkButton variant="default" href={campaign ? `/campaigns/${campaign.id}` : "/campaigns"}>
            Cancel
          </LinkButton>
        </Group>
      </Stack>
    </Form>
  );
}

type Saving = { campaign: Campaign | null; initial: Fields; fields: Fields; timeZone: string };

function useSaveCampaign({ campaign, initial, fields, timeZone }: Saving) {
  const router = useRouter();
  return useSubmit(
    () => {
      const values = toValues(fields, timeZone);
      if (!campaign) return callAction(createCampaign, { ...values, uid: values.uid || null });
      return callAction(updateCampaign, { id: campaign.id, ...changedValues(initial, fields, values) });
    },
    ({ id, shortcodes }) => {
      const given = shortcodesGiven(shortcodes);
      notifications.show({ message: `${fields.name.trim()} is ${campaign ? "saved" : "created"}. ${given}`.trim() });
      router.push(`/campaigns/${id}`);
    },
    { leaves: true },
  );
}

function NameAndPlaces({ fields, set, errors, campaign }: FieldProps & { campaign: Campaign | null }) {
  return (
    <>
      <TextInput
        label="Name"
        value={fields.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={errors.name}
        maxLength={200}
        required
        withAsterisk={false}
      />
      <UidField campaign={campaign} value={fields.uid} onChange={(uid) => set({ uid })} error={errors.uid} />
      <TextInput
        label="Destination URL"
        description="Where referral links lead; the advocate's code is added to it as ?ref=. Without one, links lead nowhere."
        placeholder="https://example.com/welcome"
        inputMode="url"
        value={fields.destinationUrl}
        onChange={(event) => set({ destinationUrl: event.currentTarget.value })}
        error={errors.destinationUrl}
        maxLength={2000}
      />
    </>
  );
}

function SegmentsField({ fields, set, errors, segments }: FieldProps & { segments: SegmentOption[] }) {
  return (
    <MultiSelect
      label="Segments"
      description={
        segments.length > 0
          ? "Their enrolled members may refer in this campaign, and get a shortcode each."
          : "There are no segments yet. Create one under Audience, then open this campaign to it."
      }
      data={segments.map(({ id, name }) => ({ value: id, label: name }))}
      value={fields.segmentIds}
      onChange={(segmentIds) => set({ segmentIds })}
      error={errors.segmentIds}
      searchable
      hidePickedOptions
      withScrollArea={false}
      styles={{ options: { maxHeight: 240, overflowY: "auto" } }}
      nothingFoundMessage="No segment has this name."
      comboboxProps={{ keepMounted: false, transitionProps: { duration: 0 } }}
    />
  );
}

type UidProps = { campaign: Campaign | null; value: string; onChange: (uid: string) => void; error?: string };

function UidField({ campaign, value, onChange, error }: UidProps) {
  const isFixed = campaign !== null && campaign.uidChangedAt !== null;
  const hint = isFixed
    ? "Was changed once, so it stays: integrations and imports name the campaign by it."
    : campaign
      ? "Can be changed once. Integrations and imports that still send the old one are refused afterwards."
      : "How integrations and imports name the campaign. Left empty, it is made from the name.";
  return (
    <TextInput
      label="Campaign UID"
      description={hint}
      placeholder={campaign ? undefined : "spring-2027"}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      readOnly={isFixed}
      error={error}
      maxLength={64}
      autoCapitalize="off"
      spellCheck={false}
      required={campaign !== null}
      withAsterisk={false}
    />
  );
}

function Dates({ fields, set, errors, timeZone }: FieldProps & { timeZone: string }) {
  return (
    <Group grow align="flex-start" gap="md" preventGrowOverflow={false}>
      <TextInput
        type="datetime-local"
        label="Starts"
        description={`Empty: at once. Times in ${timeZone}.`}
        max="2999-12-31T23:59"
        value={fields.startsAt}
        onChange={(event) => set({ startsAt: event.currentTarget.value })}
        error={errors.startsAt}
        miw={220}
      />
      <TextInput
        type="datetime-local"
        label="Ends"
        description={`Empty: runs on. Times in ${timeZone}.`}
        max="2999-12-31T23:59"
        value={fields.endsAt}
        onChange={(event) => set({ endsAt: event.currentTarget.value })}
        error={errors.endsAt}
        miw={220}
      />
    </Group>
  );
}

function fieldsOf(campaign: Campaign | null, timeZone: string): Fields {
  return {
    name: campaign?.name ?? "",
    uid: campaign?.uid ?? "",
    destinationUrl: campaign?.destinationUrl ?? "",
    segmentIds: campaign?.segments.map(({ id }) => id) ?? [],
    startsAt: toLocalTime(campaign?.startsAt ?? null, timeZone),
    endsAt: toLocalTime(campaign?.endedAt ?? null, timeZone),
  };
}

function toValues(fields: Fields, timeZone: string) {
  return {
    name: fields.name,
    uid: fields.uid.trim(),
    destinationUrl: fields.destinationUrl.trim() || null,
    segmentIds: fields.segmentIds,
    startsAt: fromLocalTime(fields.startsAt, timeZone),
    endsAt: fromLocalTime(fields.endsAt, timeZone),
  };
}

/** Only what was edited: what somebody else changes meanwhile (ends the campaign, opens it) is not written over. */
function changedValues(initial: Fields, fields: Fields, values: ReturnType<typeof toValues>) {
  const keys = (Object.keys(fields) as (keyof Fields)[]).filter(
    (key) => JSON.stringify(initial[key]) !== JSON.stringify(fields[key]),
  );
  const changed: Partial<typeof values> = Object.fromEntries(keys.map((key) => [key, values[key]]));
  return { ...changed, ...(changed.segmentIds && { segmentIdsBefore: initial.segmentIds }) };
}
