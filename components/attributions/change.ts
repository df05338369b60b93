import type { AttributionFilter } from "@/lib/attributions/columns";
import type { ChangeKind } from "@/lib/attributions/schema";

/** A change somebody asks for: of these attributions, or of all that match a filter (`count`, "capped" when more). */
export type Change = {
  kind: ChangeKind;
  target: { ids: string[] } | { filter: AttributionFilter; count: number; capped: boolean };
};
