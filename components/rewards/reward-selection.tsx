"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { SelectionBar } from "@/components/data-table/selection-bar";
import { useResolved } from "@/components/data-table/use-resolved";
import type { TableSelection } from "@/components/data-table/use-table-selection";
import type { RewardFilter } from "@/lib/rewards/columns";
import { REWARD_CHANGES, type RewardChange } from "@/lib/rewards/schema";
import { CHANGE_LABELS } from "@/lib/rewards/wording";
import type { AskedChange } from "./asked-change";
import { RewardChangeDialog } from "./reward-change-dialog";

type Props = {
  /** Whoever loses this meanwhile is still told what became of their change. */
  canWrite: boolean;
  selection: TableSelection;
  /** The filter that the rows on the page were made with. */
  filter: RewardFilter;
  total: Promise<BoundedCount>;
  pageIds: string[];
  hasMore: boolean;
  onClear: () => void;
  /** Something was changed: the rows are no longer what the server has. */
  onChanged: () => void;
};

/** What an admin can do with the selected rewards. */
export function RewardSelection({ canWrite, selection, filter, total, onChanged, ...bar }: Props) {
  const [asked, setAsked] = useState<AskedChange | null>(null);
  const matching = useResolved(total);

  function begin(change: RewardChange) {
    if (!selection.everything) setAsked({ change, target: { ids: selection.ids } });
    else if (matching) setAsked({ change, target: { filter, count: matching.count, capped: matching.capped } });
  }

  return (
    <>
      {canWrite && (
        <SelectionBar selection={selection} total={total} {...bar}>
          {REWARD_CHANGES.map((change) => (
            <Button key={change} variant="default" size="xs" onClick={() => begin(change)}>
              {CHANGE_LABELS[change]}
            </Button>
          ))}
        </SelectionBar>
      )}
      <RewardChangeDialog
        asked={asked}
        onClose={() => setAsked(null)}
        onDone={() => {
          setAsked(null);
          onChanged();
        }}
      />
    </>
  );
}
