"use client";

import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
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
export function ChangeDialog({ change, onClose, onDone }: Props) {
  // While the dialog fades away it still shows what it showed.
  const [kept, setKept] = useState(change);
  const [opening, setOpening] = useState(0);
  const [isBusy, setBusy] = useState(false);
  const [isTouched, setTouched] = useState(false);
  const isNarrow = useMediaQuery("(max-width: 48em)");
  if (change !== null && change !== kept) {
    setKept(change);
    setOpening(opening + 1);
    setTouched(false);
  }

  function close() {
    if (isBusy) return;
    if (isTouched) onDone();
    onClose();
  }

  return (
    <Modal
      opened={change !== null}
      onClose={close}
      title={kept && titleOf(kept)}
      size="lg"
      fullScreen={isNarrow}
      transitionProps={{ duration: 100 }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      closeButtonProps={{ "aria-label": "Close" }}
      styles={{ title: { fontWeight: 600, fontSize: "var(--mantine-font-size-lg)" } }}
    >
      {kept && (
        <ChangeSteps
          key={opening}
          change={kept}
          onBusy={setBusy}
          onTouched={() => setTouched(true)}
          onCancel={close}
          onFinish={() => {
            onDone();
            onClose();
          }}
        />
      )}
    </Modal>
  );
}

function titleOf({ kind, target }: Change): string {
  const { verb } = CHANGE_WORDS[kind];
  if ("filter" in target) {
    return `${verb} all ${target.count.toLocaleString("en")}${target.capped ? "+" : ""} that match the filter`;
  }
  return target.ids.length === 1 ? `${verb} attribution` : `${verb} ${countOf(target.ids.length)}`;
}
