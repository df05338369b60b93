"use client";

import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount } from "@/components/data-table/bounded-count";
import { SegmentNames } from "@/components/segments/segment-names";
import { Instant } from "@/components/ui/instant";
import type { Campaign } from "@/lib/campaigns/queries";
import classes from "./campaign-page.module.css";
import { CampaignStateBadge } from "./campaign-state-badge";
import { attributionsHref } from "./hrefs";

/** What a campaign is, at a glance. */
export function CampaignFacts({ campaign }: { campaign: Campaign }) {
  const { state, uid, destinationUrl, segments, startsAt, endedAt, advocates, activeReferrals } = campaign;
  const attributions = attributionsHref(uid);
  return (
    <dl className={classes.facts}>
      <Fact label="State">
        <CampaignStateBadge state={state} />
      </Fact>
      <Fact label="Advocates">{formatCount(advocates)}</Fact>
      <Fact label="Active referrals">
        <Anchor component={Link} href={`${attributions}&status=active`} inherit underline="always">
          {formatCount({ count: activeReferrals, capped: false })}
        </Anchor>
        {" · "}
        <Anchor component={Link} href={attributions} inherit underline="always">
          All attributions
        </Anchor>
      </Fact>
      <Fact label="Starts">{startsAt ? <Instant at={startsAt} /> : "When it was created"}</Fact>
      <Fact label={state === "ended" ? "Ended" : "Ends"}>{endedAt ? <Instant at={endedAt} /> : "No end"}</Fact>
      <Fact label="Campaign UID">
        <code className={classes.code}>{uid}</code>
      </Fact>
      <Fact label="Segments" wide>
        {segments.length === 0 ? "None: nobody can refer yet" : <SegmentNames segments={segments} />}
      </Fact>
      <Fact label="Destination URL" wide>
        {destinationUrl ?? "None: referral links lead nowhere yet"}
      </Fact>
    </dl>
  );
}

function Fact({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={classes.fact} data-wide={wide}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
