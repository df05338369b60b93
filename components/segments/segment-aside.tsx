"use client";

import { actorWords } from "@/components/attributions/record-words";
import { Instant } from "@/components/ui/instant";
import { SOURCE_LABELS } from "@/lib/attributions/wording";
import type { UsingCampaign } from "@/lib/segments/columns";
import type { SegmentChange } from "@/lib/segments/trail";
import { changeSentence } from "@/lib/segments/wording";
import classes from "./segment-page.module.css";
import { UsingCampaigns } from "./using-campaigns";

type Props = { campaigns: UsingCampaign[]; changes: SegmentChange[]; more: boolean };

/** Beside the members: who uses the segment, and what was done to it by whom. */
export function SegmentAside({ campaigns, changes, more }: Props) {
  return (
    <div className={classes.aside}>
      <section aria-labelledby="segment-campaigns">
        <h2 id="segment-campaigns" className={classes.heading}>
          Campaigns that use it
        </h2>
        {campaigns.length > 0 ? (
          <UsingCampaigns campaigns={campaigns} />
        ) : (
          <p className={classes.quiet}>None yet. Its members may refer once a campaign is opened to it.</p>
        )}
      </section>
      <section aria-labelledby="segment-history">
        <h2 id="segment-history" className={classes.heading}>
          History
        </h2>
        {changes.length === 0 && <p className={classes.quiet}>Nothing was changed yet.</p>}
        <ol className={classes.changes}>
          {changes.map((change) => (
            <li key={`${change.at} ${change.kind}`}>
              <div className={classes.what}>{changeSentence(change)}</div>
              <div className={classes.when}>
                {actorWords(change.actor)} · {SOURCE_LABELS[change.source]} · <Instant at={change.at} />
              </div>
            </li>
          ))}
        </ol>
        {more && <p className={classes.quiet}>Older changes are kept, but not shown here.</p>}
      </section>
    </div>
  );
}
