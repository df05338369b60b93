"use client";

import { ActionIcon, Drawer } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { useRef, useState } from "react";
import classes from "./record-drawer.module.css";
import { RecordPanel } from "./record-panel";
import { RecordTools } from "./record-tools";

type Props = {
  /** The attribution to show; null closes. */
  id: string | null;
  canWrite: boolean;
  onClose: () => void;
  /** After somebody changed something here. */
  onChanged: () => void;
};

/** The whole story of one row beside the table. Its links to other attributions open in place, with a way back. */
export function RecordDrawer({ id, canWrite, onClose, onChanged }: Props) {
  // While the drawer slides away it still shows what it showed.
  const [kept, setKept] = useState(id);
  const [trail, setTrail] = useState<string[]>([]);
  const [isChanging, setChanging] = useState(false);
  const heading = useRef<HTMLDivElement>(null);
  if (id !== null && id !== kept) {
    setKept(id);
    setTrail([]);
  }
  const shown = trail.at(-1) ?? kept;

  /** What held the focus gives way to another attribution: its heading is read next. */
  function walk(next: string[]) {
    setTrail(next);
    heading.current?.focus();
  }

  return (
    <Drawer.Root
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="min(640px, 100vw)"
      // A dialog on top answers Escape by itself.
      closeOnEscape={!isChanging}
      closeOnClickOutside={!isChanging}
      transitionProps={{ duration: 120 }}
    >
      <Drawer.Overlay backgroundOpacity={0.35} />
      <Drawer.Content>
        <Drawer.Header className={classes.header}>
          <div className={classes.heading} ref={heading} tabIndex={-1}>
            {trail.length > 0 && (
              <ActionIcon variant="subtle" color="gray" aria-label="Back" onClick={() => walk(trail.slice(0, -1))}>
                <IconArrowLeft size={18} stroke={1.8} aria-hidden />
              </ActionIcon>
            )}
            <Drawer.Title className={classes.title}>Referral attribution</Drawer.Title>
          </div>
          <div className={classes.tools}>
            {shown && <RecordTools id={shown} withPageLink />}
            <Drawer.CloseButton aria-label="Close" />
          </div>
        </Drawer.Header>
        <Drawer.Body className={classes.body}>
          {shown && (
            <RecordPanel
              key={shown}
              id={shown}
              canWrite={canWrite}
              onChanged={onChanged}
              onChanging={setChanging}
              onShow={(other) => walk([...trail, other])}
            />
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
