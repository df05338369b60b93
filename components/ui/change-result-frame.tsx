"use client";

import { Button, Group } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconDownload } from "@tabler/icons-react";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import classes from "@/components/attributions/change-dialog.module.css";

type Row = { id: string; outcome: string };

type Props<R extends Row> = {
  rows: R[];
  /** What was done, as it follows a number: "12 approved". */
  done: string;
  /** What the rows are about: "Result of each reward". */
  label: string;
  /** The head of the first column. */
  head: string;
  /** What else is said of what was done. */
  children?: ReactNode;
  renderRow: (row: R) => ReactNode;
  onDownload: () => void;
  onClose: () => void;
};

/** So many rows are listed; the file has all. */
const LISTED = 100;

/** What became of everything in a bulk change; what was not changed comes first. The whole is a file to download. */
export function ChangeResultFrame<R extends Row>(props: Props<R>) {
  const { rows, done, label, head, children, renderRow, onDownload, onClose } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone; what came of it is read next.
  useEffect(() => heading.current?.focus(), []);
  const refused = useMemo(() => rows.filter(({ outcome }) => outcome === "refused"), [rows]);
  const listed = useMemo(
    () => [...refused, ...rows.filter(({ outcome }) => outcome !== "refused")].slice(0, LISTED),
    [rows, refused],
  );
  return (
    <div className={classes.steps}>
      <h3 ref={heading} tabIndex={-1} className={classes.summary}>
        <strong>{(rows.length - refused.length).toLocaleString("en")}</strong> {done}
        {refused.length > 0 && (
          <>
            , <strong>{refused.length.toLocaleString("en")}</strong> not changed
          </>
        )}
      </h3>
      {children}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className={classes.scroll} tabIndex={0} aria-label={label}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>{listed.map(renderRow)}</tbody>
        </table>
      </section>
      {rows.length > LISTED && (
        <p className={classes.dimmed}>
          {LISTED} of {rows.length.toLocaleString("en")} are listed here; the file has all.
        </p>
      )}
      <Group justify="flex-end" gap="xs">
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
          onClick={onDownload}
        >
          Download result
        </Button>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </div>
  );
}

type ResultProps = {
  isRefused: boolean;
  done: string;
  /** Why it was not changed. */
  children?: ReactNode;
};

/** What became of one, in a shape, a colour and words. */
export function ResultOfOne({ isRefused, done, children }: ResultProps) {
  const Icon = isRefused ? IconCircleX : IconCircleCheck;
  return (
    <>
      <span className={classes.outcome}>
        <Icon size={16} stroke={1.8} aria-hidden className={isRefused ? classes.bad : classes.good} />
        {isRefused ? "Not changed" : `${done.charAt(0).toUpperCase()}${done.slice(1)}`}
      </span>
      {children && <div className={classes.dimmed}>{children}</div>}
    </>
  );
}
