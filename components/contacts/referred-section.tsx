import { Anchor } from "@mantine/core";
import Link from "next/link";
import { useId } from "react";
import { campaignHref } from "@/components/segments/hrefs";
import type { ContactAttributions } from "@/lib/attributions/contact-story";
import type { ContactDetails } from "@/lib/contacts/details";
import { AttributionLine } from "./attribution-line";
import classes from "./contact-view.module.css";

type Props = { contact: ContactDetails; attributions: ContactAttributions };

/** Who referred the contact, campaign by campaign, the standing attribution first. */
export function ReferredSection({ contact, attributions: { rows, more } }: Props) {
  const titleId = useId();
  const campaigns = [...new Map(rows.map(({ campaign }) => [campaign.id, campaign])).values()];
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className={classes.title}>
        As referred contact
      </h2>
      {rows.length === 0 && <p className={classes.hint}>Nobody has referred this contact yet.</p>}
      <div className={classes.stack}>
        {campaigns.map(({ id, name, ended }) => (
          <div key={id}>
            <h3 className={classes.title}>
              <Anchor component={Link} inherit href={campaignHref(id)}>
                {name}
              </Anchor>
              {ended && " (ended)"}
            </h3>
            <ul className={classes.list}>
              {rows
                .filter(({ campaign }) => campaign.id === id)
                .map((attribution) => (
                  <AttributionLine key={attribution.id} attribution={attribution} names="advocate" />
                ))}
            </ul>
          </div>
        ))}
      </div>
      {more && (
        <p className={classes.all}>
          <Anchor
            component={Link}
            inherit
            href={`/audience-activity/referral-attribution?q=${encodeURIComponent(contact.email)}`}
          >
            Show all in Referral Attribution
          </Anchor>
        </p>
      )}
    </section>
  );
}
