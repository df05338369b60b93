"use client";

import { Anchor } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import Link from "next/link";
import type { ImportKind, ImportRow, ImportView, Phase } from "@/lib/imports/schema";
import { ROW_OUTCOME_NAMES, reasonSentence, UNDO_NAMES } from "@/lib/imports/wording";
import { importedRecordHref, type RowFilter } from "./addresses";
import { columnNames, shownColumns } from "./column-names";
import classes from "./grid.module.css";
import { columnOf } from "./mapping";
import { countOf } from "./quantities";

type Props = { view: ImportView; rows: ImportRow[]; filter: RowFilter; isStale: boolean };

/** Rows of the file with their lines, what becomes of them and why, and the cells at fault marked. */
export function RowsTable({ view, rows, filter, isStale }: Props) {
  const { phase } = filter;
  const names = columnNames(view.headers);
  const columns = columnsOf(view, rows);
  // The reason that all rows share stands above them.
  const withReason = !filter.problem && rows.some(({ problem }) => problem !== null);
  const withCredited = view.kind === "orders" && rows.some(({ credited }) => credited !== null);
  const isLong = rows.some(({ cells }) => cells.length > view.headers.length);
  if (rows.length === 0) return <p className={classes.note}>There are no such rows.</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className={classes.scroll} tabIndex={0} aria-label="Rows" data-stale={isStale || undefined}>
        <table className={classes.grid} aria-label="Rows of the file" aria-busy={isStale}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">{phase === "undo" ? "Undo" : "Outcome"}</th>
              {withReason && <th scope="col">Reason</th>}
              {withCredited && <th scope="col">Credited</th>}
              {columns.map((column) => (
                <th key={column} scope="col">
                  {names[column]}
                </th>
              ))}
              {isLong && <th scope="col">Cells without a column</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={row.line}
                {...{ row, phase, columns, withReason, withCredited }}
                kind={view.kind}
                beyond={isLong ? view.headers.length : null}
              />
            ))}
          </tbody>
        </table>
      </section>
      {columns.length < view.headers.length && (
        <p className={classes.note}>
          {columns.length} of {countOf(view.headers.length)} columns are shown here, the chosen ones among them; the
          file to download has all.
        </p>
      )}
    </>
  );
}

function columnsOf({ headers, mapping }: ImportView, rows: ImportRow[]): number[] {
  const mapped = Object.values(mapping).flatMap((source) => columnOf(source) ?? []);
  const faulty = rows.flatMap((row) => row.faulty).filter((column) => column < headers.length);
  return shownColumns(headers.length, [...mapped, ...faulty]);
}

type RowProps = {
  kind: ImportKind;
  row: ImportRow;
  phase: Phase;
  columns: number[];
  withReason: boolean;
  withCredited: boolean;
  beyond: number | null;
};

function Row({ kind, row, phase, columns, withReason, withCredited, beyond }: RowProps) {
  const { line, cells, problem, credited, faulty } = row;
  return (
    <tr>
      <td className={classes.line}>{countOf(line)}</td>
      <td className={classes.outcome}>
        <Outcome {...{ kind, row, phase }} />
      </td>
      {withReason && <td className={classes.reason}>{problem && reasonSentence(kind, problem, phase)}</td>}
      {withCredited && (
        <td>
          <div className={classes.cell}>{credited ?? "–"}</div>
        </td>
      )}
      {columns.map((column) => (
        <td key={column}>
          <Cell value={cells[column] ?? ""} isFaulty={faulty.includes(column)} />
        </td>
      ))}
      {beyond !== null && (
        <td>
          {cells.length > beyond && (
            <Cell value={cells.slice(beyond).join(" | ")} isFaulty={faulty.some((column) => column >= beyond)} />
          )}
        </td>
      )}
    </tr>
  );
}

function Outcome({ kind, row, phase }: { kind: ImportKind; row: ImportRow; phase: Phase }) {
  const { outcome, undo, recordId } = row;
  const name = phase === "undo" && undo ? UNDO_NAMES[undo] : ROW_OUTCOME_NAMES[outcome];
  const href = recordId && phase !== "check" ? importedRecordHref(kind, recordId) : null;
  if (!href) return name;
  return (
    <Anchor component={Link} href={href} prefetch={false} inherit underline="always">
      {name}
    </Anchor>
  );
}

function Cell({ value, isFaulty }: { value: string; isFaulty: boolean }) {
  if (!isFaulty) return <div className={classes.cell}>{value}</div>;
  return (
    <div className={classes.cell}>
      <IconAlertTriangle size={14} stroke={2} role="img" aria-label="At fault:" className={classes.faultSign} />
      <span className={value ? classes.fault : `${classes.fault} ${classes.empty}`}>{value || "empty"}</span>
    </div>
  );
}
