"use client";

import { Button, Group, List, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { endCampaign, reopenCampaign } from "@/app/(admin)/campaigns/actions";
import { formatCount } from "@/components/data-table/bounded-count";
import { ImportLink } from "@/components/imports/import-link";
import { callAction } from "@/components/ui/call-action";
import { FormProblem } from "@/components/ui/form-problem";
import type { Campaign } from "@/lib/campaigns/queries";
import { shortcodesGiven } from "@/lib/campaigns/wording";
import type { ActionError } from "@/lib/http/result";
import { LinkButton } from "./link-button";

/** What an admin can do about a campaign: edit it, end it, reopen it. */
export function CampaignActions({ campaign }: { campaign: Campaign }) {
  // What is asked stays what was asked: while the dialog fades away, the campaign is the other way round already.
  const [asked, setAsked] = useState<"end" | "reopen">("end");
  const [isAsking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ActionError | null>(null);
  const isEnded = campaign.state === "ended";

  const isReopening = asked === "reopen";

  function ask() {
    setAsked(isEnded ? "reopen" : "end");
    setProblem(null);
    setAsking(true);
  }

  async function run() {
    if (!isAsking) return;
    setPending(true);
    const result = await callAction(isReopening ? reopenCampaign : endCampaign, { id: campaign.id });
    setPending(false);
    setProblem(result.ok ? null : result.error);
    if (!result.ok) return;
    setAsking(false);
    const what = isReopening ? `${campaign.name} runs again.` : `${campaign.name} has ended.`;
    notifications.show({ message: `${what} ${shortcodesGiven(result.data.shortcodes)}`.trim() });
  }

  const label = (reopens: boolean) => (reopens ? "Reopen campaign" : "End campaign");
  return (
    <>
      <ImportLink kind="coupons">Import coupon codes</ImportLink>
      <LinkButton variant="default" href={`/campaigns/${campaign.id}/edit`} leftSection={<IconPencil size={16} />}>
        Edit
      </LinkButton>
      <Button variant="default" onClick={ask}>
        {label(isEnded)}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={`${isReopening ? "Reopen" : "End"} ${campaign.name}?`}
      >
        <Stack gap="md">
          <FormProblem problem={problem} />
          {isReopening ? <WhatReopens campaign={campaign} /> : <WhatStops campaign={campaign} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setAsking(false)}>
              Cancel
            </Button>
            <Button color={isReopening ? undefined : "red"} loading={pending} onClick={run}>
              {label(isReopening)}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

function advocatesWords({ advocates }: Campaign): string {
  return `${formatCount(advocates)} ${advocates.count === 1 && !advocates.capped ? "advocate" : "advocates"}`;
}

function referralsWords({ activeReferrals }: Campaign): string {
  const number = formatCount({ count: activeReferrals, capped: false });
  return activeReferrals === 1 ? "1 active referral stays" : `${number} active referrals stay`;
}

function WhatStops({ campaign }: { campaign: Campaign }) {
  return (
    <List size="sm" spacing={6}>
      <List.Item>
        <strong>Stops at once:</strong> nobody can be referred into it any more. The shortcodes and coupon codes of its{" "}
        {advocatesWords(campaign)} attribute nobody; attempts are refused with the reason.
      </List.Item>
      <List.Item>
        <strong>Stays:</strong> {referralsWords(campaign)} active, and the whole history. Referral links still lead to
        the destination.
      </List.Item>
      <List.Item>It can be reopened at any time.</List.Item>
    </List>
  );
}

function WhatReopens({ campaign }: { campaign: Campaign }) {
  return (
    <Text size="sm">
      Its {advocatesWords(campaign)} can refer again at once, with the codes they had; whoever became an advocate since
      gets a shortcode. It then runs without an end. What was refused in between stays refused.
    </Text>
  );
}
