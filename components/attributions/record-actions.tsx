"use client";

import { Button } from "@mantine/core";
import type { AttributionRecord } from "@/lib/attributions/record-queries";
import type { Change } from "./change";

/** What an admin can do with an attribution in its present status. */
export function RecordActions({ record, onChange }: { record: AttributionRecord; onChange: (change: Change) => void }) {
  const target = { ids: [record.id] };
  if (record.status === "inactive") {
    return (
      <Button size="xs" onClick={() => onChange({ kind: "activate", target })}>
        Activate
      </Button>
    );
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => onChange({ kind: "reassign", target })}>
        Reassign
      </Button>
      <Button size="xs" variant="default" onClick={() => onChange({ kind: "deactivate", target })}>
        Deactivate
      </Button>
    </>
  );
}
