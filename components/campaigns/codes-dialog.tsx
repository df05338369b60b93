"use client";

import { Group, Loader, Modal, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { QrCode } from "@/components/codes/qr-code";
import { RetireCode } from "@/components/codes/retire-code";
import { personName } from "@/components/contacts/person-name";
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
  // Escape closes the question that is asked in the dialog, and leaves the dialog open.
  const [isAsking, setAsking] = useState(false);
  return (
    <Modal
      opened={advocate !== null}
      onClose={onClose}
      closeOnEscape={!isAsking}
      size="lg"
      title={advocate && `Codes of ${personName(advocate)}`}
      transitionProps={{ duration: 0 }}
    >
      {advocate && <Codes {...{ advocate, campaign, canWrite }} onAsking={setAsking} />}
    </Modal>
  );
}

type CodesProps = {
  advocate: AdvocateRow;
  campaign: Campaign;
  canWrite: boolean;
  onAsking: (isAsked: boolean) => void;
};

function Codes({ advocate, campaign, canWrite, onAsking }: CodesProps) {
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
      {!data && !error && <Loader size="sm" role="img" aria-label="Loading" />}
      {data?.codes.length === 0 && <Text size="sm">No codes yet.</Text>}
      {data && data.codes.length > 0 && (
        <ul className={classes.codes} aria-label="Codes">
          {data.codes.map((code) => (
            <CodeItem key={code.id} {...{ code, canWrite, onAsking }} onChanged={retry} />
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

type ItemProps = Pick<CodesProps, "canWrite" | "onAsking"> & { code: CodeEntry; onChanged: () => void };

function CodeItem({ code, canWrite, onChanged, onAsking }: ItemProps) {
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
        {canWrite && <RetireCode {...{ code, onChanged, onAsking }} />}
      </Group>
    </li>
  );
}
