"use client";

import { ChangeModal } from "@/components/ui/change-modal";
import type { Change } from "./change";
import { ChangeSteps } from "./change-steps";
import { CHANGE_WORDS, countOf } from "./change-words";

type Props = {
  /** What is asked for; null closes. */
  change: Change | null;
  onClose: () => void;
  /** Before closing, when something was changed or has to be looked at again. */
  onDone: () => void;
};

/** Deactivates, activates or reassigns: says first what that would do, then does it, then says what was done. */
export function ChangeDialog(props: Props) {
  return (
    <ChangeModal {...props} titleOf={titleOf}>
      {(change, listeners) => <ChangeSteps change={change} {...listeners} />}
    </ChangeModal>
  );
}

function titleOf({ kind, target }: Change): string {
  const { verb } = CHANGE_WORDS[kind];
  if ("filter" in target) {
    return `${verb} all ${target.count.toLocaleString("en")}${target.capped ? "+" : ""} that match the filter`;
  }
  return target.ids.length === 1 ? `${verb} attribution` : `${verb} ${countOf(target.ids.length)}`;
}
