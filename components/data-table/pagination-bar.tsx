"use client";

import { Button, NativeSelect } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./pagination-bar.module.css";

type Props<Size extends number> = {
  /** How many there are: a <ResultCount>. */
  count: ReactNode;
  /** Whether there is nothing to turn pages of. */
  empty?: boolean;
  size: Size;
  sizes: readonly Size[];
  onSize: (size: Size | undefined) => void;
  /** Left out at the first and the last page. */
  onPrevious?: () => void;
  onNext?: () => void;
};

/** Below a list: how many there are, how many a page shows, the pages beside. */
export function PaginationBar<Size extends number>(props: Props<Size>) {
  const { count, empty = false, size, sizes, onSize, onPrevious, onNext } = props;
  return (
    <nav className={classes.bar} aria-label="Pages">
      {count}
      {!empty && (
        <>
          <div className={classes.size}>
            <span className={classes.sizeLabel} aria-hidden>
              Rows per page
            </span>
            <NativeSelect
              size="xs"
              aria-label="Rows per page"
              value={String(size)}
              data={sizes.map(String)}
              onChange={(event) => onSize(sizes.find((one) => String(one) === event.currentTarget.value))}
            />
          </div>
          <div className={classes.steps}>
            <StepButton label="Previous" onClick={onPrevious} before={<IconChevronLeft size={16} aria-hidden />} />
            <StepButton label="Next" onClick={onNext} after={<IconChevronRight size={16} aria-hidden />} />
          </div>
        </>
      )}
    </nav>
  );
}

type StepProps = { label: string; onClick?: () => void; before?: ReactNode; after?: ReactNode };

/** Stays focusable at the end of the list: a button that is disabled under one's finger loses the keyboard's place. */
function StepButton({ label, onClick, before, after }: StepProps) {
  return (
    <Button
      className={classes.step}
      variant="default"
      size="xs"
      aria-label={`${label} page`}
      aria-disabled={!onClick}
      data-disabled={!onClick || undefined}
      leftSection={before}
      rightSection={after}
      onClick={(event) => (onClick ? onClick() : event.preventDefault())}
    >
      {label}
    </Button>
  );
}
