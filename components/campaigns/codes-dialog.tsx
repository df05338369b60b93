"use client";

import { Button, Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { restoreCode, retireCode } from "@/app/(admin)/campaigns/code-actions";
import { QrCode } from "@/components/codes/qr-code";
import { personName } from "@/components/contacts/person-name";
import { callAction } from "@/components/ui/call-action";
import { Instant } from "@/components/ui/instant";
import { useSearch } from "@/components/ui/use-search";
import type { AdvocateRow } from "@/lib/campaigns/columns";
import type { Campaign } from "@/lib/campaigns/queries";
import type { CodeEntry } from "@/lib/codes/queries";
import { CODE_KIND_LABELS } from "@/lib/codes/wording";
import { CouponForm, ShortcodeForm } from "./code-forms";
import classes from "./codes-dialog.module.css";

type Props = { advocate: AdvocateRow | null; campaign: Campaign; canWrite: boolean; onClose: () => void };

/** The codes of one advocate in a campaign, retired ones too; an admin sets, makes, retires and restores them. */
export function CodesDialog({ advocate, campaign, canWrite, onClose }: Props) {
  return (
    <Modal
      opened={advocate !== null}
      onClose={onClose}
      size="lg"
      title={advocate && `Codes of ${personName(advocate)}`}
      transitionProps={{ duration: 0 }}
    >
      {advocate && <Codes {...{ advocate, campaign, canWrite }} />}
    </Modal>
  );
}

type CodesProps = { advocate: AdvocateRow; campaign: Campaign; canWrite: boolean };

function Codes({ advocate, campaign, canWrite }: CodesProps) {
  const owner = { campaignId: campaign.id, advocateId: advocate.id };
  const { data, error, retry } = useSearch<{ codes: CodeEntry[]; more: boolean }>(
    `/api/ui/campaigns/${campaign.id}/codes?advocateId=${advocate.id}`,
  );
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        In {campaign.name}. A retired code keeps its history and attributes nobody any more.
      </Text>
      {error && <Text size="sm">{error.message}</Text>}
      {!data && !error && <Loader size="sm" aria-label="Loading" />}
      {data?.codes.length === 0 && <Text size="sm">No codes yet.</Text>}
      {data && data.codes.length > 0 && (
        <ul className={classes.codes} aria-label="Codes">
          {data.codes.map((code) => (
            <CodeItem key={code.id} code={code} canWrite={canWrite} onChanged={retry} />
          ))}
        </ul>
      )}
      {data?.more && <Text size="sm">The newest 200 are shown.</Text>}
      {canWrite && <ShortcodeForm owner={owner} hasOne={hasShortcode(data?.codes)} onDone={retry} />}
      {canWrite && <CouponForm owner={owner} onDone={retry} />}
    </Stack>
  );
}

function hasShortcode(codes: CodeEntry[] | undefined): boolean {
  return codes?.some(({ kind, retiredAt, inherited }) => kind === "shortcode" && !retiredAt && !inherited) ?? false;
}

function CodeItem({ code, canWrite, onChanged }: { code: CodeEntry; canWrite: boolean; onChanged: () => void }) {
  const [pending, setPending] = useState(false);

  async function run() {
    setPending(true);
    const result = await callAction(code.retiredAt ? restoreCode : retireCode, { codeId: code.id });
    setPending(false);
    onChanged();
    const done = code.retiredAt
      ? `${code.code} works again.`
      : `${code.code} is retired and attributes nobody any more.`;
    if (result.ok) notifications.show({ message: done });
    else notifications.show({ color: "red", title: "Nothing was changed", message: result.error.message });
  }

  return (
    <li className={classes.item}>
      <span className={classes.words}>
        <code className={classes.code} data-retired={code.retiredAt ? true : undefined}>
          {code.code}
        </code>
        <span className={classes.meta}>
          {CODE_KIND_LABELS[code.kind]} · {code.inherited && "from a merged contact · "}
          {code.retiredAt ? (
            <>
              retired <Instant at={code.retiredAt} precision="day" />
            </>
          ) : (
            <>
              since <Instant at={code.createdAt} precision="day" />
            </>
          )}
        </span>
      </span>
      <Group gap={6} className={classes.action}>
        {code.kind === "shortcode" && !code.retiredAt && <QrCode codeId={code.id} code={code.code} />}
        {canWrite && (
          <Button
            variant="default"
            size="compact-xs"
            loading={pending}
            aria-label={`${code.retiredAt ? "Restore" : "Retire"} ${code.code}`}
            onClick={run}
          >
            {code.retiredAt ? "Restore" : "Retire"}
          </Button>
        )}
      </Group>
    </li>
  );
}
