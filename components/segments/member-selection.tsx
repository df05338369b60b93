"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { SelectionBar } from "@/components/data-table/selection-bar";
import type { TableSelection } from "@/components/data-table/use-table-selection";
import type { SegmentRow } from "@/lib/segments/columns";
import { RemoveMembers } from "./remove-members";

type Props = {
  segment: SegmentRow;
  selection: TableSelection;
  total: Promise<BoundedCount>;
  pageIds: string[];
  onClear: () => void;
};

/** What an admin can do with the selected members. */
export function MemberSelection({ segment, selection, total, pageIds, onClear }: Props) {
  const [leaving, setLeaving] = useState<string[] | null>(null);
  return (
    <>
      <SelectionBar
        {...{ selection, total, pageIds }}
        hasMore={false}
        onClear={() => {
          selection.clear();
          onClear();
        }}
      >
        <Button variant="default" size="xs" onClick={() => setLeaving(selection.ids)}>
          Remove from segment
        </Button>
      </SelectionBar>
      <RemoveMembers
        segment={segment}
        contactIds={leaving}
        onClose={() => setLeaving(null)}
        onRemoved={() => {
          setLeaving(null);
          selection.clear();
        }}
      />
    </>
  );
}
