"use client";

import { ChangeModal } from "@/components/ui/change-modal";
import { CHANGE_LABELS, rewardCount } from "@/lib/rewards/wording";
import type { AskedChange } from "./asked-change";
import { RewardChangeSteps } from "./reward-change-steps";

type Props = {
  /** What is asked for; null closes. */
  asked: AskedChange | null;
  onClose: () => void;
  /** Before closing, when something was changed or has to be looked at again. */
  onDone: () => void;
};

/** Approves, denies or marks as fulfilled: says first what that would do, then does it, then says what was done. */
export function RewardChangeDialog({ asked, ...listeners }: Props) {
  return (
    <ChangeModal change={asked} titleOf={titleOf} {...listeners}>
      {(kept, steps) => <RewardChangeSteps asked={kept} {...steps} />}
    </ChangeModal>
  );
}

function titleOf({ change, target }: AskedChange): string {
  const many =
    "filter" in target
      ? `all ${target.count.toLocaleString("en")}${target.capped ? "+" : ""} that match the filter`
      : target.ids.length === 1
        ? "reward"
        : rewardCount(target.ids.length);
  return change === "fulfil" ? `Mark ${many} fulfilled` : `${CHANGE_LABELS[change]} ${many}`;
}
