"use client";

import { ChangeHistory } from "@/components/audit/change-history";
import type { Changes } from "@/lib/audit/changes";
import type { SegmentRow } from "@/lib/segments/columns";
import { segmentChangeSentence } from "@/lib/segments/wording";
import classes from "./segment-page.module.css";
import { UsingCampaigns } from "./using-campaigns";

type Props = { segment: SegmentRow; changes: Changes };

/** Beside the members: who uses the segment, and what was done to it by whom. */
export function SegmentAside({ segment, changes }: Props) {
  return (
    <div className={classes.aside}>
      <section aria-labelledby="segment-campaigns">
        <h2 id="segment-campaigns" className={classes.heading}>
          Campaigns that use it
        </h2>
        {segment.campaigns.length > 0 ? (
          <UsingCampaigns campaigns={segment.campaigns} />
        ) : (
          <p className={classes.quiet}>None yet. Its members may refer once a campaign is opened to it.</p>
        )}
      </section>
      <ChangeHistory
        changes={changes}
        url={`/api/ui/segments/${segment.id}/changes?before=`}
        sentence={segmentChangeSentence}
      />
    </div>
  );
}
