"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { RewardDetails } from "@/lib/rewards/details";
import type { RewardChange, RewardStatus } from "@/lib/rewards/schema";
import { CHANGE_LABELS } from "@/lib/rewards/wording";
import type { AskedChange } from "./asked-change";
import { RewardChangeDialog } from "./reward-change-dialog";

/** What comes next first; what was paid stays so. */
const CHANGES: Record<RewardStatus, RewardChange[]> = {
  pending: ["deny", "approve"],
  approved: ["deny", "fulfil"],
  flagged: ["deny", "approve"],
  denied: ["approve"],
  fulfilled: [],
};

/** What an admin can do with a reward in its present status. */
export function RewardActions({ reward }: { reward: RewardDetails }) {
  const router = useRouter();
  const [asked, setAsked] = useState<AskedChange | null>(null);
  // What was denied stays so once its order has ended: the page says it, so that nobody has to find out.
  const isOver = reward.status === "denied" && reward.order !== null && reward.order.status !== "placed";
  return (
    <>
      {(isOver ? [] : CHANGES[reward.status]).map((change) => (
        <Button
          key={change}
          variant={change === "deny" ? "default" : "filled"}
          onClick={() => setAsked({ change, target: { ids: [reward.id] } })}
        >
          {CHANGE_LABELS[change]}
        </Button>
      ))}
      <RewardChangeDialog asked={asked} onClose={() => setAsked(null)} onDone={() => router.refresh()} />
    </>
  );
}
