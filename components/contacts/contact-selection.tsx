"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { SelectionBar } from "@/components/data-table/selection-bar";
import type { TableSelection } from "@/components/data-table/use-table-selection";
import { type MembershipChange, MembershipDialog } from "@/components/segments/membership-dialog";
import type { ContactFilter } from "@/lib/contacts/columns";
import type { ContactTarget } from "@/lib/contacts/schema";
import type { SegmentOption } from "@/lib/segments/queries";
import { StatusDialog } from "./status-dialog";

type Props = {
  selection: TableSelection;
  /** The filter the rows were found by. */
  filter: ContactFilter;
  total: Promise<BoundedCount>;
  pageIds: string[];
  hasMore: boolean;
  segments: SegmentOption[];
  /** Puts the focus back into the table. */
  focusRow: () => void;
  refresh: () => void;
};

/** What an admin can do with the selected contacts. */
export function ContactSelection({ selection, filter, segments, focusRow, refresh, ...bar }: Props) {
  const [status, setStatus] = useState<ContactTarget | null>(null);
  const [membership, setMembership] = useState<MembershipChange | null>(null);
  const target: ContactTarget = selection.everything ? { filter } : { ids: selection.ids };

  function clear() {
    selection.clear();
    focusRow();
  }

  function finish() {
    setStatus(null);
    setMembership(null);
    clear();
    refresh();
  }

  return (
    <>
      <SelectionBar {...{ selection, ...bar }} onClear={clear}>
        <Button variant="default" size="xs" onClick={() => setStatus(target)}>
          Set status
        </Button>
        <Button variant="default" size="xs" onClick={() => setMembership({ change: "add", target })}>
          Add to segment
        </Button>
        <Button variant="default" size="xs" onClick={() => setMembership({ change: "remove", target })}>
          Remove from segment
        </Button>
      </SelectionBar>
      <StatusDialog target={status} onClose={() => setStatus(null)} onDone={finish} />
      <MembershipDialog asked={membership} segments={segments} onClose={() => setMembership(null)} onDone={finish} />
    </>
  );
}
