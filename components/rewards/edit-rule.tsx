"use client";

import { useState } from "react";
import { LinkButton } from "@/components/campaigns/link-button";
import { EmptyState } from "@/components/ui/empty-state";
import type { RuleRow } from "@/lib/rewards/rule-queries";
import { RuleForm } from "./rule-form";

/**
 * The form of a reward trigger, or why it has none. A trigger that is retired while it is edited keeps its form: the
 * refusal stands there then, and what was typed is not lost.
 */
export function EditRule({ campaignId, rule }: { campaignId: string; rule: RuleRow }) {
  const [wasInForce] = useState(!rule.retiredAt);
  if (wasInForce || !rule.retiredAt) return <RuleForm campaignId={campaignId} rule={rule} />;
  return (
    <EmptyState
      title="This reward trigger is retired"
      description="It earns nothing. Restore it on the campaign's page, then edit it."
      action={<LinkButton href={`/campaigns/${campaignId}#reward-triggers`}>Go to the campaign</LinkButton>}
    />
  );
}
