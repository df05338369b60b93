"use client";

import { IconArrowRight } from "@tabler/icons-react";
import type { ReactNode, Ref } from "react";
import { ContactLink } from "@/components/contacts/contact-link";
import { RequestSection } from "@/components/integrations/request-section";
import { OrderSection } from "@/components/orders/order-section";
import { RewardSection } from "@/components/rewards/reward-section";
import { Instant } from "@/components/ui/instant";
import type { PersonCell } from "@/lib/attributions/columns";
import type { AttributionRecord } from "@/lib/attributions/record-queries";
import { METHOD_LABELS, sourceWords } from "@/lib/attributions/wording";
import { Competing } from "./competing";
import { History } from "./history";
import classes from "./record-view.module.css";
import { actorWords } from "./record-words";
import { StatusBadge } from "./status-badge";

type Props = {
  record: AttributionRecord;
  /** On a page of its own there is room for two columns. */
  wide?: boolean;
  actions?: ReactNode;
  /** Where the status is said, to put the focus on. */
  statusBar?: Ref<HTMLDivElement>;
  /** Shows another attribution in this place; without it a link goes to that one's page. */
  onShow?: (id: string) => void;
};

/** One attribution: who was referred by whom and where, how that came to be, what competes with it, its history. */
export function RecordView({ record, wide, actions, statusBar, onShow }: Props) {
  const heading = wide ? "h2" : "h3";
  return (
    <div className={classes.record} data-wide={wide || undefined}>
      <div className={classes.main}>
        <div className={classes.bar}>
          <div ref={statusBar} tabIndex={-1}>
            <StatusBadge status={record.status} inactiveReason={record.inactiveReason} />
          </div>
          {actions && <div className={classes.actions}>{actions}</div>}
        </div>
        <Relationship record={record} />
        <Facts record={record} />
        <Competing record={record} heading={heading} onShow={onShow} />
        <OrderSection of={{ attribution: record.id }} heading={heading} />
        <RewardSection of={{ attribution: record.id }} heading={heading} />
        <RequestSection record={record.id} heading={heading} />
      </div>
      <History events={record.history} heading={heading} onShow={onShow} />
    </div>
  );
}

function Relationship({ record: { customer, advocate, campaign } }: { record: AttributionRecord }) {
  return (
    <div className={classes.relationship}>
      <Person as="Referred contact" person={customer} />
      <IconArrowRight size={18} stroke={1.6} className={classes.arrow} role="img" aria-label="was referred by" />
      <Person as="Advocate" person={advocate} />
      <div className={classes.campaign}>
        <span className={classes.role}>Campaign</span>
        <span>
          {campaign.name}
          {campaign.ended && <span className={classes.dimmed}> (ended)</span>}
        </span>
        <span className={classes.code}>{campaign.uid}</span>
      </div>
    </div>
  );
}

function Person({ as, person }: { as: string; person: PersonCell }) {
  return (
    <div className={classes.person}>
      <span className={classes.role}>{as}</span>
      <span className={classes.name}>
        <ContactLink person={person} />
      </span>
      {person.name && <span className={classes.dimmed}>{person.email}</span>}
    </div>
  );
}

function Facts({ record }: { record: AttributionRecord }) {
  return (
    <dl className={classes.facts}>
      <dt>Established by</dt>
      <dd>
        {METHOD_LABELS[record.method]}
        {record.code && <code className={classes.code}>{record.code}</code>}
      </dd>
      <dt>Source</dt>
      <dd>
        {sourceWords(record.source, record.actor)}, by {actorWords(record.actor)}
      </dd>
      <dt>Created</dt>
      <dd>
        <Instant at={record.createdAt} />
      </dd>
      <dt>Last change</dt>
      <dd>{record.changedAt ? <Instant at={record.changedAt} /> : "Never changed"}</dd>
    </dl>
  );
}
