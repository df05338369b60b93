import type { RewardFilter } from "@/lib/rewards/columns";
import type { RewardChange } from "@/lib/rewards/schema";

/** A change somebody asks for: of these rewards, or of all that match a filter (`count`, "capped" when more). */
export type AskedChange = {
  change: RewardChange;
  target: { ids: string[] } | { filter: RewardFilter; count: number; capped: boolean };
};
