"use client";

import { Anchor, Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import pageClasses from "@/components/campaigns/campaign-page.module.css";
import { LinkButton } from "@/components/campaigns/link-button";
import { formatCount } from "@/components/data-table/bounded-count";
import { Instant } from "@/components/ui/instant";
import type { Campaign } from "@/lib/campaigns/queries";
import type { RuleRow } from "@/lib/rewards/rule-queries";
import { ruleSentence } from "@/lib/rewards/wording";
import { EndRule } from "./end-rule";
import { addRuleHref, rewardsOfRuleHref, ruleHref } from "./hrefs";
import classes from "./rule-section.module.css";
import { RuleVersions } from "./rule-versions";

type Props = { campaign: Campaign; rules: RuleRow[]; canWrite: boolean };

/** The reward triggers of a campaign: those in force, and folded away the retired ones. */
export function RuleSection({ campaign, rules, canWrite }: Props) {
  const [versionsOf, setVersionsOf] = useState<RuleRow | null>(null);
  const inForce = rules.filter(({ retiredAt }) => !retiredAt);
  const retired = rules.filter(({ retiredAt }) => retiredAt);
  const given = { canWrite, onVersions: setVersionsOf };
  return (
    <section aria-labelledby="reward-triggers" className={pageClasses.section}>
      <div className={pageClasses.figuresHead}>
        <h2 id="reward-triggers" className={pageClasses.heading}>
          Reward triggers
        </h2>
        {canWrite && (
          <LinkButton
            variant="default"
            size="xs"
            href={addRuleHref(campaign.id)}
            leftSection={<IconPlus size={14} aria-hidden />}
          >
            Add reward trigger
          </LinkButton>
        )}
      </div>
      {inForce.length === 0 ? (
        <p className={pageClasses.hint}>
          {rules.length > 0 ? "None is in force: nothing is earned in this campaign. " : "No reward trigger yet. "}A
          reward trigger gives the advocate, the customer or both a reward when somebody is referred or buys.
          {!canWrite && " An admin adds them."}
        </p>
      ) : (
        <RuleItems rules={inForce} labelledBy="reward-triggers" {...given} campaignId={campaign.id} />
      )}
      {retired.length > 0 && (
        <details className={classes.retired}>
          <summary>{retired.length} retired</summary>
          <RuleItems rules={retired} label="Retired reward triggers" {...given} campaignId={campaign.id} />
        </details>
      )}
      <RuleVersions rule={versionsOf} onClose={() => setVersionsOf(null)} />
    </section>
  );
}

type ItemsProps = {
  rules: RuleRow[];
  campaignId: string;
  canWrite: boolean;
  onVersions: (rule: RuleRow) => void;
  label?: string;
  labelledBy?: string;
};

function RuleItems({ rules, label, labelledBy, ...given }: ItemsProps) {
  return (
    <ul className={pageClasses.latest} aria-label={label} aria-labelledby={labelledBy}>
      {rules.map((rule) => (
        <RuleItem key={rule.id} rule={rule} {...given} />
      ))}
    </ul>
  );
}

type ItemProps = Pick<ItemsProps, "campaignId" | "canWrite" | "onVersions"> & { rule: RuleRow };

function RuleItem({ rule, campaignId, canWrite, onVersions }: ItemProps) {
  const { id, name, rewards, version, createdAt, retiredAt } = rule;
  return (
    <li className={classes.item}>
      <div className={classes.words}>
        <div className={pageClasses.who}>{name}</div>
        {/* Which sign a currency has may differ between the server's and the browser's tables. */}
        <div suppressHydrationWarning>{ruleSentence(rule)}</div>
        <div className={pageClasses.lineMeta}>
          {rewards.count === 0 ? (
            "No rewards yet"
          ) : (
            <Anchor component={Link} href={rewardsOfRuleHref(id)} prefetch={false} inherit underline="always">
              {formatCount(rewards)} {rewards.count === 1 && !rewards.capped ? "reward" : "rewards"}
            </Anchor>
          )}{" "}
          · Version {version} ·{" "}
          {retiredAt ? (
            <>
              retired <Instant at={retiredAt} precision="day" />
            </>
          ) : (
            <>
              since <Instant at={createdAt} precision="day" />
            </>
          )}
        </div>
      </div>
      <div className={classes.actions}>
        <Button variant="default" size="compact-xs" aria-label={`Versions of ${name}`} onClick={() => onVersions(rule)}>
          Versions
        </Button>
        {canWrite && !retiredAt && (
          <Button
            component={Link}
            href={ruleHref(campaignId, id)}
            variant="default"
            size="compact-xs"
            aria-label={`Edit ${name}`}
          >
            Edit
          </Button>
        )}
        {canWrite && <EndRule rule={rule} />}
      </div>
    </li>
  );
}
