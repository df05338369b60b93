"use client";

import { Anchor, Button, CopyButton, Group } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import Link from "next/link";
import { useId } from "react";
import { QrCode } from "@/components/codes/qr-code";
import { campaignHref } from "@/components/segments/hrefs";
import type { ContactAttributions } from "@/lib/attributions/contact-story";
import type { Advocacy, ContactDetails } from "@/lib/contacts/details";
import { CONTACT_STATUS_LABELS } from "@/lib/contacts/wording";
import { AttributionLine } from "./attribution-line";
import classes from "./contact-view.module.css";

type Props = { contact: ContactDetails; advocacies: Advocacy[]; attributions: ContactAttributions; linkBase: string };

/** So many of those who were referred are listed; the table has them all. */
const LISTED = 10;

/** Where the contact may refer, with which codes and links, and whom it has referred. */
export function AdvocateSection({ contact, advocacies, attributions: { rows }, linkBase }: Props) {
  const [titleId, referredId] = [useId(), useId()];
  return (
    <section aria-labelledby={titleId} className={classes.stack}>
      <div>
        <h2 id={titleId} className={classes.title}>
          As advocate
        </h2>
        {advocacies.length === 0 || contact.erasedAt ? (
          <p className={classes.hint}>{noAdvocacy(contact)}</p>
        ) : (
          <ul className={classes.list}>
            {advocacies.map((advocacy) => (
              <CampaignItem key={advocacy.id} {...{ advocacy, contact, linkBase }} />
            ))}
          </ul>
        )}
      </div>
      <div>
        <h3 id={referredId} className={classes.title}>
          Contacts referred
        </h3>
        {rows.length === 0 && <p className={classes.hint}>This contact has not referred anybody yet.</p>}
        {rows.length > 0 && (
          <ul className={classes.list} aria-labelledby={referredId}>
            {rows.slice(0, LISTED).map((attribution) => (
              <AttributionLine key={attribution.id} attribution={attribution} names="customer" withCampaign />
            ))}
          </ul>
        )}
        {rows.length > LISTED && (
          <p className={classes.all}>
            <Anchor component={Link} inherit href={`/audience-activity/referral-attribution?advocate=${contact.id}`}>
              Show all in Referral Attribution
            </Anchor>
          </p>
        )}
      </div>
    </section>
  );
}

function noAdvocacy({ status, erasedAt }: ContactDetails): string {
  if (erasedAt) return "Erased, so not an advocate. The codes were retired and their texts taken out.";
  return status === "enrolled"
    ? "Enrolled, but in no segment of a campaign yet. Add the contact to a segment to make it an advocate."
    : `${CONTACT_STATUS_LABELS[status]}, so not an advocate. An enrolled contact in a segment of a campaign may refer there.`;
}

const STATES = { running: null, not_started: "not started", ended: "ended" } as const;

/** Whether the contact may refer there, and why not. */
function eligibility({ state, isMember }: Advocacy, { status }: ContactDetails): string {
  if (state === "ended") return "Ended: no new referrals";
  if (status !== "enrolled") return `Cannot refer while ${status}`;
  if (!isMember) return "Cannot refer: in no segment of this campaign";
  return state === "not_started" ? "May refer once it starts" : "May refer now";
}

type ItemProps = { advocacy: Advocacy; contact: ContactDetails; linkBase: string };

function CampaignItem({ advocacy, contact, linkBase }: ItemProps) {
  return (
    <li>
      <div className={classes.head}>
        <span className={classes.name}>
          <Anchor component={Link} inherit href={campaignHref(advocacy.id)}>
            {advocacy.name}
          </Anchor>
          {STATES[advocacy.state] && ` (${STATES[advocacy.state]})`}
        </span>
        <span className={classes.dimmed}>{eligibility(advocacy, contact)}</span>
      </div>
      {advocacy.codes.length > 0 && (
        <ul className={classes.codes} aria-label={`Codes in ${advocacy.name}`}>
          {advocacy.codes.map((code) => (
            <Code key={code.id} code={code} link={code.kind === "shortcode" ? `${linkBase}${code.code}` : null} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A code, and for a shortcode the referral link that is sent to people. */
function Code({ code: given, link }: { code: Advocacy["codes"][number]; link: string | null }) {
  const { id, kind, code, retired, inherited } = given;
  const what = kind === "shortcode" ? "Shortcode" : "Coupon code";
  return (
    <li className={classes.code}>
      <span>
        {what} <code className={classes.mono}>{code}</code>
        {retired && <span className={classes.dimmed}> retired</span>}
        {inherited && !retired && <span className={classes.dimmed}> from a merged contact</span>}
        {link && !retired && <div className={classes.mono}>{link}</div>}
      </span>
      {!retired && (
        <Group gap={6}>
          {link && <QrCode codeId={id} code={code} />}
          <CopyButton value={link ?? code} timeout={2000}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                size="compact-xs"
                onClick={copy}
                leftSection={copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
              >
                <span aria-live="polite">{copied ? "Copied" : link ? "Copy link" : "Copy code"}</span>
              </Button>
            )}
          </CopyButton>
        </Group>
      )}
    </li>
  );
}
