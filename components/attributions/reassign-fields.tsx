"use client";

import { Radio, Stack } from "@mantine/core";
import { useState } from "react";
import { ContactPicker, type PickedContact } from "@/components/contacts/contact-picker";
import { personName } from "@/components/contacts/person-name";
import { Instant } from "@/components/ui/instant";
import type { AttributionRecord, CompetingAttribution } from "@/lib/attributions/record-queries";
import { statusLabel } from "@/lib/attributions/wording";
import classes from "./change-dialog.module.css";
import type { Successor } from "./use-change-preview";

type Props = {
  /** The attribution to reassign, where it is just one. */
  record: AttributionRecord | undefined;
  /** The campaigns concerned; with just one, only its advocates are offered. */
  campaigns: { id: string; name: string }[];
  onChange: (successor: Successor | null) => void;
};

const OTHER = "other";

/** Who takes over: one of the inactive attempts of the same contact and campaign, or any eligible advocate. */
export function ReassignFields({ record, campaigns, onChange }: Props) {
  const attempts = record ? attemptsOf(record) : [];
  const [choice, setChoice] = useState<string | null>(null);
  const [picked, setPicked] = useState<PickedContact | null>(null);
  const isOther = attempts.length === 0 || choice === OTHER;
  const [campaign] = campaigns;

  function choose(value: string) {
    setChoice(value);
    const attempt = attempts.find(({ id }) => id === value);
    if (attempt) onChange({ advocate: attempt.advocate, attempt });
    else onChange(picked && { advocate: picked });
  }

  const picker = (
    <ContactPicker
      label="New advocate"
      placeholder="Search by name or e-mail"
      value={picked}
      onChange={(contact) => {
        setPicked(contact);
        onChange(contact && { advocate: contact });
      }}
      eligible={campaigns.length === 1 ? { campaignId: campaign!.id, name: campaign!.name, only: true } : undefined}
      description={
        campaigns.length > 1
          ? `These are of ${campaigns.length} campaigns. Where the new advocate is not eligible, nothing is changed.`
          : undefined
      }
    />
  );
  if (attempts.length === 0) return picker;
  return (
    <Radio.Group label="Hand over to" value={choice} onChange={choose}>
      <Stack gap="xs" mt={6}>
        <div className={classes.attempts}>
          {attempts.map((attempt) => (
            <Radio
              key={attempt.id}
              value={attempt.id}
              label={personName(attempt.advocate)}
              description={
                <>
                  {statusLabel(attempt.status, attempt.inactiveReason)}, created <Instant at={attempt.createdAt} />
                </>
              }
            />
          ))}
          <Radio value={OTHER} label="Another eligible advocate" />
        </div>
        {isOther && picker}
      </Stack>
    </Radio.Group>
  );
}

/** The latest inactive attempt of each other advocate. */
function attemptsOf(record: AttributionRecord): CompetingAttribution[] {
  const latest = new Map<string, CompetingAttribution>();
  for (const one of record.competing) {
    const isOther = one.status === "inactive" && one.id !== record.id && one.advocate.id !== record.advocate.id;
    if (isOther && !latest.has(one.advocate.id)) latest.set(one.advocate.id, one);
  }
  return [...latest.values()];
}
