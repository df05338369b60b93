"use client";

import { Popover, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconPlus, IconX } from "@tabler/icons-react";
import { type ReactNode, useRef, useState } from "react";
import classes from "./filter-chip.module.css";

type Props = {
  label: string;
  /** What the filter is set to, in words; null when it is not set. */
  value: string | null;
  onClear: () => void;
  width?: number;
  /** The filter's controls; `close` puts the focus back on the chip. */
  children: (close: () => void) => ReactNode;
};

/** One filter of a list: what it is set to at a glance, its controls on a click, off again by its cross. */
export function FilterChip({ label, value, onClear, width = 264, children }: Props) {
  const [opened, setOpened] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isSet = value !== null;

  return (
    <div className={classes.chip} data-set={isSet || undefined}>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="bottom-start"
        width={width}
        offset={6}
        trapFocus
        returnFocus
        shadow="md"
        transitionProps={{ duration: 80 }}
      >
        <Popover.Target>
          <UnstyledButton
            ref={button}
            className={classes.open}
            onClick={() => setOpened(!opened)}
            aria-label={`Filter by ${label}${isSet ? `: ${value}` : ""}`}
            title={isSet ? value : undefined}
          >
            {!isSet && <IconPlus size={13} aria-hidden className={classes.plus} />}
            <span className={classes.label}>{label}</span>
            {isSet && <span className={classes.value}>{value}</span>}
            {isSet && <IconChevronDown size={13} aria-hidden className={classes.chevron} />}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown className={classes.dropdown}>{children(() => setOpened(false))}</Popover.Dropdown>
      </Popover>
      {isSet && (
        <UnstyledButton
          className={classes.clear}
          aria-label={`Remove filter ${label}`}
          onClick={() => {
            onClear();
            button.current?.focus();
          }}
        >
          <IconX size={13} aria-hidden />
        </UnstyledButton>
      )}
    </div>
  );
}
