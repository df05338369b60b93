"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import { RecordLink } from "@/components/attributions/record-link";
import { StatusBadge } from "@/components/attributions/status-badge";
import { ContactLink } from "@/components/contacts/contact-link";
import { Instant } from "@/components/ui/instant";
import type { AttributionRow } from "@/lib/attributions/columns";
import { METHOD_LABELS, SOURCE_LABELS } from "@/lib/attributions/wording";
import type { Campaign } from "@/lib/campaigns/queries";
import classes from "./campaign-page.module.css";
import { attributionsHref } from "./hrefs";

type Props = { campaign: Campaign; attributions: AttributionRow[] };

/** The newest attributions of a campaign, with the way to all of them. */
export function LatestAttributions({ campaign, attributions }: Props) {
  return (
    <section aria-labelledby="latest-attributions" className={classes.section}>
      <div className={classes.figuresHead}>
        <h2 id="latest-attributions" className={classes.heading}>
          Latest attributions
        </h2>
        {attributions.length > 0 && (
          <Anchor component={Link} size="sm" href={attributionsHref(campaign.uid)}>
            See all
          </Anchor>
        )}
      </div>
      {attributions.length === 0 ? (
        <p className={classes.hint}>Nobody has been referred into this campaign yet.</p>
      ) : (
        <ul className={classes.latest} aria-labelledby="latest-attributions">
          {attributions.map((attribution) => (
            <Line key={attribution.id} attribution={attribution} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Line({ attribution }: { attribution: AttributionRow }) {
  const { id, customer, advocate, status, inactiveReason, method, code, source, createdAt } = attribution;
  return (
    <li>
      <div className={classes.lineHead}>
        <span className={classes.who}>
          <ContactLink person={customer} /> by <ContactLink person={advocate} />
        </span>
        <StatusBadge status={status} inactiveReason={inactiveReason} />
      </div>
      <div className={classes.lineMeta}>
        {code ? `${METHOD_LABELS[method]} ${code}` : `Named as ${METHOD_LABELS[method].toLowerCase()}`} ·{" "}
        {SOURCE_LABELS[source]} · <Instant at={createdAt} /> · <RecordLink id={id}>Open the record</RecordLink>
      </div>
    </li>
  );
}
