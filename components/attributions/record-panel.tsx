"use client";

import { Button, Skeleton, Stack } from "@mantine/core";
import { useRef, useState } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { focusAfterReturn } from "@/components/ui/focus-after-return";
import type { AttributionRecord } from "@/lib/attributions/record-queries";
import type { Change } from "./change";
import { ChangeDialog } from "./change-dialog";
import { RecordActions } from "./record-actions";
import { RecordView } from "./record-view";
import { useRecord } from "./use-record";

type Props = {
  id: string;
  /** What the page brought along, so that nothing has to be read first. */
  initial?: AttributionRecord;
  canWrite: boolean;
  wide?: boolean;
  onShow?: (id: string) => void;
  onChanged?: () => void;
  /** Whether a dialog is open on top. */
  onChanging?: (isChanging: boolean) => void;
};

/** Reads one attribution, shows it, and lets an admin change it. */
export function RecordPanel({ id, initial, canWrite, wide, onShow, onChanged, onChanging }: Props) {
  const { data: record, error, isValidating, mutate } = useRecord(id, initial);
  const [change, setChange] = useState<Change | null>(null);
  const statusBar = useRef<HTMLDivElement>(null);

  function begin(next: Change | null) {
    setChange(next);
    onChanging?.(next !== null);
  }

  if (error && !record) {
    const isGone = error.status === 404;
    return (
      <EmptyState
        title={isGone ? "There is no such attribution" : "This attribution could not be loaded"}
        description={isGone ? "The link may be incomplete. Look for the contact in the table." : error.message}
        action={
          !isGone && (
            <Button variant="default" loading={isValidating} onClick={() => mutate()}>
              Retry
            </Button>
          )
        }
      />
    );
  }
  if (!record) return <Loading />;
  return (
    <>
      <RecordView
        record={record}
        wide={wide}
        onShow={onShow}
        statusBar={statusBar}
        actions={canWrite && <RecordActions record={record} onChange={begin} />}
      />
      {/* Whoever loses the right to write meanwhile is still told what became of their change. */}
      <ChangeDialog
        change={change}
        onClose={() => begin(null)}
        onDone={() => {
          onChanged?.();
          // The button that was pressed may be gone with the old status: the new one is read instead.
          focusAfterReturn(() => statusBar.current?.focus(), mutate());
        }}
      />
    </>
  );
}

function Loading() {
  return (
    <Stack gap="md" aria-busy="true" role="status" aria-label="Loading the attribution">
      <Skeleton height={28} width="40%" />
      <Skeleton height={96} />
      <Skeleton height={140} />
      <Skeleton height={180} />
    </Stack>
  );
}
