"use client";

import { Modal } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Fragment, type ReactNode, useState } from "react";

/** What the steps of a change tell the dialog they are in. */
export type ChangeListeners = {
  /** While something is being changed the dialog stays open. */
  onBusy: (isBusy: boolean) => void;
  /** Something was changed, or has to be looked at again. */
  onTouched: () => void;
  onCancel: () => void;
  onFinish: () => void;
};

type Props<C> = {
  /** What is asked for; null closes. */
  change: C | null;
  titleOf: (change: C) => string;
  onClose: () => void;
  /** Before closing, when something was changed or has to be looked at again. */
  onDone: () => void;
  children: (change: C, listeners: ChangeListeners) => ReactNode;
};

/** The dialog around the steps of a change; each opening begins anew. */
export function ChangeModal<C>({ change, titleOf, onClose, onDone, children }: Props<C>) {
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

  function finish() {
    onDone();
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
        <Fragment key={opening}>
          {children(kept, { onBusy: setBusy, onTouched: () => setTouched(true), onCancel: close, onFinish: finish })}
        </Fragment>
      )}
    </Modal>
  );
}
