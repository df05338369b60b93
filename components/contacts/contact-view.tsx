"use client";

import { type ReactNode, useId } from "react";
import { Notice } from "@/components/attributions/notice";
import { RequestSection } from "@/components/integrations/request-section";
import { OrderSection } from "@/components/orders/order-section";
import { RewardSection } from "@/components/rewards/reward-section";
import { SegmentNames } from "@/components/segments/segment-names";
import { Instant } from "@/components/ui/instant";
import type { ContactAttributions, Story } from "@/lib/attributions/contact-story";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import type { Advocacy, ContactDetails } from "@/lib/contacts/details";
import { AdvocateSection } from "./advocate-section";
import { ContactStatus } from "./contact-status";
import { ContactTimeline } from "./contact-timeline";
import classes from "./contact-view.module.css";
import { ReferredSection } from "./referred-section";

type Props = {
  contact: ContactDetails;
  advocacies: Advocacy[];
  /** The attributions in which the contact is the referred one, and those in which it is the advocate. */
  referredBy: ContactAttributions;
  referred: ContactAttributions;
  story: Story;
  /** What a shortcode is put behind to make a referral link. */
  linkBase: string;
};

/** One contact: who it is, who referred it, whom it referred and with which codes, and all that ever happened to it. */
export function ContactView({ contact, advocacies, referredBy, referred, story, linkBase }: Props) {
  return (
    <div className={classes.view}>
      <div className={classes.main}>
        <Profile contact={contact} />
        <ReferredSection contact={contact} attributions={referredBy} />
        <OrderSection of={{ customer: contact.id }} />
        <RewardSection of={{ contact: contact.id }} />
        <AdvocateSection {...{ contact, advocacies, linkBase }} attributions={referred} />
        <RequestSection record={contact.id} />
      </div>
      <ContactTimeline key={story.entries[0]?.id} contactId={contact.id} story={story} />
    </div>
  );
}

function Profile({ contact }: { contact: ContactDetails }) {
  const titleId = useId();
  const { segments, customFields } = contact;
  if (contact.erasedAt) return <Erased at={contact.erasedAt} />;
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        Profile
      </h2>
      <dl className={classes.facts}>
        <Fact label="Status">
          <ContactStatus status={contact.status} />
        </Fact>
        <Fact label="Email">{contact.email}</Fact>
        <Fact label="Phone">{contact.phone}</Fact>
        <Fact label="Company">{contact.company}</Fact>
        <Fact label="External UID">{contact.uid && <code className={classes.mono}>{contact.uid}</code>}</Fact>
        <Fact label="Also known as">{aliasLines(contact)}</Fact>
        <Fact label="Segments">{segments.length === 0 ? "None" : <SegmentNames segments={segments} />}</Fact>
        {customFields.map(({ name, value }) => (
          <Fact key={name} label={name}>
            {value}
          </Fact>
        ))}
        <Fact label="Source">{SOURCE_LABELS[contact.source]}</Fact>
        <Fact label="Created">
          <Instant at={contact.createdAt} />
        </Fact>
      </dl>
    </section>
  );
}

/** What is said instead of a profile where a person was erased. */
function Erased({ at }: { at: string }) {
  return (
    <section aria-label="Profile">
      <Notice title="This person was erased">
        Since <Instant at={at} /> nothing personal is kept of this contact. What it was part of stays below, for the
        history and the totals.
      </Notice>
    </section>
  );
}

/** The e-mails and external uids by which merged contacts were known: they lead here. */
function aliasLines({ aliases }: ContactDetails): string {
  return aliases.map(({ email, uid }) => (uid ? `${email} · external UID ${uid}` : email)).join("\n");
}

/** One fact; one that is not known is left out. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null || children === "") return null;
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
