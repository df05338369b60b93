import { Badge } from "@mantine/core";
import type { EventOutcome } from "@/lib/integrations/schema";
import { OUTCOME_LABELS } from "@/lib/integrations/wording";

const COLORS: Record<EventOutcome, string> = {
  done: "teal",
  repeated: "gray",
  refused: "red",
  throttled: "yellow",
  failed: "red",
};

/** What became of a request, in words and a colour. */
export function OutcomeBadge({ outcome }: { outcome: EventOutcome }) {
  return (
    <Badge variant="light" color={COLORS[outcome]} tt="none" fw={550}>
      {OUTCOME_LABELS[outcome]}
    </Badge>
  );
}
