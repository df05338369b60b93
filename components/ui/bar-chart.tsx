"use client";

import { Box, Button, Tooltip, VisuallyHidden } from "@mantine/core";
import { useId, useState } from "react";
import classes from "./bar-chart.module.css";

type Props = {
  /** What the bars say, for those who cannot see them. */
  label: string;
  /** What the bars stand for and what they count: the heads of the table of numbers. */
  heads: [string, string];
  /** At least one. */
  bars: { key: string; label: string; value: number }[];
};

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/** Numbers as bars. The same numbers are a table: read out by screen readers, and shown to whoever asks for it. */
export function BarChart({ label, heads, bars }: Props) {
  const [isTableShown, setTableShown] = useState(false);
  const tableId = useId();
  const top = roundedUp(Math.max(...bars.map(({ value }) => value)));
  return (
    <figure className={classes.chart} aria-label={label}>
      <div className={classes.plot} aria-hidden>
        <div className={classes.scale}>
          <span>{grouped(top)}</span>
          <span>{grouped(top / 2)}</span>
          <span>0</span>
        </div>
        <div className={classes.bars}>
          {bars.map(({ key, label: name, value }) => (
            <Tooltip key={key} label={`${name}: ${grouped(value)}`} withArrow transitionProps={{ duration: 0 }}>
              <div className={classes.period}>
                <div
                  className={classes.bar}
                  data-empty={value === 0 || undefined}
                  style={{ height: `${(value / top) * 100}%` }}
                />
              </div>
            </Tooltip>
          ))}
        </div>
        <div className={classes.ends}>
          <span>{bars[0]!.label}</span>
          {bars.length > 1 && <span>{bars.at(-1)!.label}</span>}
        </div>
      </div>
      <Button
        variant="subtle"
        size="compact-xs"
        mt={8}
        px={4}
        aria-expanded={isTableShown}
        aria-controls={tableId}
        onClick={() => setTableShown(!isTableShown)}
      >
        {isTableShown ? "Hide numbers" : "Show numbers"}
      </Button>
      <Box id={tableId}>
        {isTableShown ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reachable by keyboard.
          <section className={classes.numbers} tabIndex={0} aria-label="Numbers">
            <Numbers {...{ label, heads, bars }} />
          </section>
        ) : (
          <VisuallyHidden>
            <Numbers {...{ label, heads, bars }} />
          </VisuallyHidden>
        )}
      </Box>
    </figure>
  );
}

function Numbers({ label, heads, bars }: Props) {
  return (
    <table aria-label={label}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, label: name, value }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td>{grouped(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The next number above that is easy to halve and to read: 2, 4, 10, 20, 40, 100. */
function roundedUp(value: number): number {
  let step = 1;
  for (;;) {
    for (const factor of [2, 4, 6, 8, 10]) if (factor * step >= value) return factor * step;
    step *= 10;
  }
}
