"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import type { BoundedCount } from "@/components/data-table/bounded-count";
import { SelectionBar } from "@/components/data-table/selection-bar";
import { useResolved } from "@/components/data-table/use-resolved";
import type { TableSelection } from "@/components/data-table/use-table-selection";
import type { AttributionFilter } from "@/lib/attributions/columns";
import type { Change } from "./change";
import { ChangeDialog } from "./change-dialog";

type Props = {
  /** Whoever loses this meanwhile is still told what became of their change. */
  canWrite: boolean;
  selection: TableSelection;
  /** The filter that the rows on the page were made with. */
  filter: AttributionFilter;
  total: Promise<BoundedCount>;
  pageIds: string[];
  hasMore: boolean;
  onClear: () => void;
  /** Something was changed: the rows are no longer what the server has. */
  onChanged: () => void;
};

const KINDS: { kind: Change["kind"]; label: string }[] = [
  { kind: "deactivate", label: "Deactivate" },
  { kind: "activate", label: "Activate" },
  { kind: "reassign", label: "Reassign" },
];

/** What an admin can do with the selected attributions. */
export function AttributionSelection({ canWrite, selection, filter, total, onChanged, ...bar }: Props) {
  const [change, setChange] = useState<Change | null>(null);
  const matching = useResolved(total);

  function begin(kind: Change["kind"]) {
    if (!selection.everything) setChange({ kind, target: { ids: selection.ids } });
    else if (matching) setChange({ kind, target: { filter, ...matching } });
  }

  return (
    <>
      {canWrite && (
        <SelectionBar selection={selection} total={total} {...bar}>
          {KINDS.map(({ kind, label }) => (
            <Button key={kind} variant="default" size="xs" onClick={() => begin(kind)}>
              {label}
            </Button>
          ))}
        </SelectionBar>
      )}
      <ChangeDialog
        change={change}
        onClose={() => setChange(null)}
        onDone={() => {
          setChange(null);
          onChanged();
        }}
      />
    </>
  );
}
