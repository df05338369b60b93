"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { Notice } from "@/components/attributions/notice";
import { RecordLink } from "@/components/attributions/record-link";
import { ContactLink } from "@/components/contacts/contact-link";
import classes from "@/components/contacts/contact-view.module.css";
import { personName } from "@/components/contacts/person-name";
import { orderHref } from "@/components/orders/order-href";
import { campaignHref } from "@/components/segments/hrefs";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import type { RewardDetails } from "@/lib/rewards/details";
import { ORDER_ENDED_LABELS, RECIPIENT_LABELS, ruleSentence, versionWords } from "@/lib/rewards/wording";
import { RewardHistory } from "./reward-history";
import { RewardStatus } from "./reward-status";
import own from "./rewards.module.css";

/** One reward: how much for whom, what earned it and by which rule, and all that happened to it. */
export function RewardView({ reward }: { reward: RewardDetails }) {
  return (
    <div className={classes.view}>
      <div className={classes.main}>
        <Facts reward={reward} />
        <EarnedBy reward={reward} />
        <Trigger reward={reward} />
      </div>
      <RewardHistory events={reward.history} />
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function Facts({ reward }: { reward: RewardDetails }) {
  const { contact, recipient, campaign } = reward;
  return (
    <Section title="Reward">
      <dl className={classes.facts}>
        <dt>Status</dt>
        <dd>
          <RewardStatus status={reward.status} />
        </dd>
        <dt>Amount</dt>
        <dd>
          <Money minor={reward.amountMinor} currency={reward.currency} /> {reward.currency}
        </dd>
        <dt>Rewarded contact</dt>
        <dd>
          <ContactLink person={contact} />
          {contact.name && <div className={classes.dimmed}>{contact.email}</div>}
        </dd>
        <dt>As</dt>
        <dd>{RECIPIENT_LABELS[recipient]}</dd>
        <dt>Campaign</dt>
        <dd>
          <Anchor component={Link} inherit href={campaignHref(campaign.id)} underline="always">
            {campaign.name}
          </Anchor>
          {campaign.ended && " (ended)"}
        </dd>
        <dt>Created</dt>
        <dd>
          <Instant at={reward.createdAt} />
        </dd>
      </dl>
    </Section>
  );
}

function EarnedBy({ reward: { order, attribution, status } }: { reward: RewardDetails }) {
  const ended = order && ORDER_ENDED_LABELS[order.status]?.toLowerCase();
  return (
    <Section title="Earned by">
      <p className={own.sentence}>
        {order && (
          <>
            <Anchor component={Link} inherit href={orderHref(order.id)} underline="always">
              Order {order.orderId}
            </Anchor>
            , which credits{" "}
          </>
        )}
        <RecordLink id={attribution.id}>{order ? "the attribution" : "The attribution"}</RecordLink> of{" "}
        <strong>{personName(attribution.customer)}</strong> to <strong>{personName(attribution.advocate)}</strong>
        {attribution.status === "inactive" && " (inactive now; what it earned stays)"}.
      </p>
      {ended && (
        <div className={own.sentence}>
          <Notice title={`The order was ${ended}`}>{ENDED_MEANS[status]}</Notice>
        </div>
      )}
    </Section>
  );
}

/** What the end of the order means for a reward in its present status. */
const ENDED_MEANS: Record<RewardDetails["status"], string> = {
  pending: "Decide whether this is paid.",
  approved: "An admin approved it nevertheless.",
  denied: "So it stays denied: it cannot be approved any more.",
  flagged: "It was approved before: decide whether this is paid.",
  fulfilled: "It was fulfilled: what was paid stays so.",
};

function Trigger({ reward: { rule, madeBy, inForce } }: { reward: RewardDetails }) {
  return (
    <Section title="Reward trigger">
      <p className={own.sentence}>
        <strong>{rule.name}</strong>
      </p>
      <p className={own.sentence} suppressHydrationWarning>
        {ruleSentence(madeBy)}
      </p>
      <p className={`${own.sentence} ${classes.hint}`}>{versionWords(rule.version, inForce)}</p>
    </Section>
  );
}
