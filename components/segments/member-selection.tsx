"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { SelectionBar } from "@/components/data-table/selection-bar";
import type { TableSelection } from "@/components/data-table/use-table-selection";
import type { SegmentRow } from "@/lib/segments/columns";
import { type MembershipChange, MembershipDialog } from "./membership-dialog";

type Props = {
  segment: SegmentRow;
  selection: TableSelection;
  total: Promise<BoundedCount>;
  pageIds: string[];
  onClear: () => void;
};

/** What an admin can do with the selected members. */
export function MemberSelection({ segment, selection, total, pageIds, onClear }: Props) {
  const [asked, setAsked] = useState<MembershipChange | null>(null);
  const clear = () => {
    selection.clear();
    onClear();
  };
  return (
    <>
      <SelectionBar {...{ selection, total, pageIds }} hasMore={false} onClear={clear}>
        <Button
          variant="default"
          size="xs"
          onClick={() => setAsked({ change: "remove", target: { ids: selection.ids } })}
        >
          Remove from segment
        </Button>
      </SelectionBar>
      <MembershipDialog
        asked={asked}
        segments={segment}
        onClose={() => setAsked(null)}
        onDone={() => {
          setAsked(null);
          clear();
        }}
      />
    </>
  );
}
