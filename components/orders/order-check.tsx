"use client";

import { Anchor, Button, Loader } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconGift, IconUser, IconUserPlus } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "@/components/attributions/draft-check.module.css";
import { ContactLink } from "@/components/contacts/contact-link";
import { Money } from "@/components/ui/money";
import type { CampaignOption } from "@/lib/campaigns/queries";
import type { OrderPreview } from "@/lib/orders/preview";
import { CONFLICT } from "@/lib/orders/wording";
import type { RewardRow } from "@/lib/rewards/columns";
import { CreditWords } from "./credit-words";
import type { OrderFields } from "./order-draft";
import { orderHref } from "./order-href";
import type { OrderFormState } from "./use-order-form";

type Props = { state: OrderFormState; campaigns: CampaignOption[] };

/** What saving will do, found out by the very command that saves, before it is done. */
export function OrderCheck({ state: { preview, fields }, campaigns }: Props) {
  const { data, error, isChecking, retry } = preview;
  return (
    <section className={classes.panel} aria-labelledby="order-check-title">
      <header className={classes.head}>
        <h2 id="order-check-title" className={classes.title}>
          Check before saving
        </h2>
        {isChecking && <Loader size={14} role="img" aria-label="Checking" />}
      </header>
      <div aria-live="polite" aria-busy={isChecking} data-stale={isChecking || undefined} className={classes.body}>
        {error && (
          <>
            <p className={classes.hint}>The check failed. {error}</p>
            <Button variant="default" size="xs" onClick={retry}>
              Retry
            </Button>
          </>
        )}
        {!error && data && <Findings {...{ preview: data, fields, campaigns }} />}
        {!error && !data && (
          <p className={classes.hint}>
            As you fill in the form, this says whether the customer is known and whom the order will be credited to.
          </p>
        )}
      </div>
    </section>
  );
}

type FindingsProps = { preview: OrderPreview; fields: OrderFields; campaigns: CampaignOption[] };

function Findings({ preview: { customer, result }, fields, campaigns }: FindingsProps) {
  const errors = result.outcome === "rejected" ? Object.values(result.errors) : [];
  const isNobody = result.outcome === "rejected" && Boolean(result.errors.customer);
  return (
    <>
      {!isNobody && <Customer customer={customer} email={fields.customerEmail} />}
      {result.outcome === "recorded" && (
        <Verdict tone={result.story.attempt || result.story.ignored || !result.story.attribution ? "warn" : "good"}>
          <CreditWords story={result.story} campaign={campaignOf(fields, campaigns)} />
        </Verdict>
      )}
      {result.outcome === "recorded" && result.rewards.length > 0 && <Earnings rewards={result.rewards} />}
      {result.outcome === "rejected" && (
        <Verdict tone="bad">{errors.join(" ")} The order will be refused until this is mended.</Verdict>
      )}
      {result.outcome === "repeated" && (
        <Verdict tone="warn">
          This very order is <OrderLink id={result.order.id}>recorded already</OrderLink>. Saving it again makes no
          second one.
        </Verdict>
      )}
      {result.outcome === "conflict" && (
        <Verdict tone="bad">
          {CONFLICT} <OrderLink id={result.order.id}>Open order {result.order.orderId}</OrderLink>
        </Verdict>
      )}
    </>
  );
}

function campaignOf({ campaignUid }: OrderFields, campaigns: CampaignOption[]): string | null {
  return campaigns.find(({ uid }) => uid === campaignUid)?.name ?? null;
}

function Customer({ customer, email }: { customer: OrderPreview["customer"]; email: string }) {
  const Icon = customer ? IconUser : IconUserPlus;
  return (
    <div className={classes.item}>
      <Icon size={18} stroke={1.8} aria-hidden />
      <span>
        {customer ? (
          <>
            <ContactLink person={customer} /> is a contact already ({customer.status}).
          </>
        ) : (
          <>
            <strong>{email.trim()}</strong> will be created as a prospect.
          </>
        )}
      </span>
    </div>
  );
}

function Earnings({ rewards }: { rewards: RewardRow[] }) {
  return (
    <div className={classes.item}>
      <IconGift size={18} stroke={1.8} aria-hidden />
      <div>
        {rewards.map(({ id, contact, recipient, amountMinor, currency, status, rule }) => (
          <div key={id}>
            <strong>{contact.name ?? contact.email}</strong> ({recipient}) earns{" "}
            <Money minor={amountMinor} currency={currency} />, {status}: {rule.name}
          </div>
        ))}
      </div>
    </div>
  );
}

function OrderLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Anchor component={Link} href={orderHref(id)} target="_blank" inherit underline="always">
      {children}
    </Anchor>
  );
}

const TONES = { good: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX } as const;

function Verdict({ tone, children }: { tone: keyof typeof TONES; children: ReactNode }) {
  const Icon = TONES[tone];
  return (
    <div className={classes.verdict} data-tone={tone}>
      <Icon size={18} stroke={1.8} aria-hidden className={classes[tone]} />
      <div className={classes.words}>{children}</div>
    </div>
  );
}
