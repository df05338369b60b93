import type { Status } from "./schema";

/** The campaign-and-customer pair in which at most one attribution is active. */
export type Slot = { campaignId: string | null; customerId: string | null };

/** Whether an attempt may take over from a standing attribution: it is an inactive one of the same slot. */
export function canTakeOver(attempt: (Slot & { status: Status | null }) | undefined, standing: Slot): boolean {
  return (
    attempt?.status === "inactive" &&
    attempt.campaignId === standing.campaignId &&
    attempt.customerId === standing.customerId
  );
}
