"use client";

import { Radio } from "@mantine/core";
import { ContactPicker } from "@/components/contacts/contact-picker";
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
  successor: Successor | null;
  onChange: (successor: Successor | null) => void;
};

/** Who takes over: any eligible advocate, or one of the inactive attempts of the same contact and campaign. */
export function ReassignFields({ record, campaigns, successor, onChange }: Props) {
  const attempts = record ? attemptsOf(record) : [];
  const [campaign] = campaigns;
  // One of the two is chosen: choosing here takes back what was chosen there.
  const attemptId = successor?.attempt?.id ?? null;
  const picked = successor && !successor.attempt ? successor.advocate : null;

  function choose(id: string) {
    const attempt = attempts.find((one) => one.id === id)!;
    onChange({ advocate: attempt.advocate, attempt });
  }

  return (
    <>
      <ContactPicker
        label="New advocate"
        placeholder="Search by name or e-mail"
        description={
          campaigns.length > 1
            ? `These are of ${campaigns.length} campaigns. Where the new advocate is not eligible, nothing is changed.`
            : undefined
        }
        value={picked}
        onChange={(contact) => onChange(contact && { advocate: contact })}
        eligible={campaigns.length === 1 ? { campaignId: campaign!.id, name: campaign!.name, only: true } : undefined}
      />
      {attempts.length > 0 && (
        <Radio.Group label="Or an inactive attempt" value={attemptId} onChange={choose}>
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
          </div>
        </Radio.Group>
      )}
    </>
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
