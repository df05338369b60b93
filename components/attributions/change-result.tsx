"use client";

import { Button, Group } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconDownload } from "@tabler/icons-react";
import { useEffect, useMemo, useRef } from "react";
import { personName } from "@/components/contacts/person-name";
import type { ReportRow } from "@/lib/attributions/change-report";
import type { ChangeKind } from "@/lib/attributions/schema";
import { changeCsv, downloadCsv } from "./change-csv";
import classes from "./change-dialog.module.css";
import { CHANGE_WORDS, refusalSentence } from "./change-words";
import { Meanwhile } from "./meanwhile";
import type { Successor } from "./use-change-preview";

type Props = { kind: ChangeKind; rows: ReportRow[]; successor: Successor | null; onClose: () => void };

/** So many rows are listed; the file has all. */
const LISTED = 100;

/** What became of each attribution of a bulk change; what was not changed comes first. */
export function ChangeResult({ kind, rows, successor, onClose }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone; what came of it is read next.
  useEffect(() => heading.current?.focus(), []);
  const { done, verb } = CHANGE_WORDS[kind];
  const refused = useMemo(() => rows.filter(({ outcome }) => outcome === "refused"), [rows]);
  const listed = useMemo(
    () => [...refused, ...rows.filter(({ outcome }) => outcome !== "refused")].slice(0, LISTED),
    [rows, refused],
  );
  const changed = rows.length - refused.length;

  async function download() {
    const day = new Date().toISOString().slice(0, 10);
    downloadCsv(
      `${verb.toLowerCase()}-result-${day}.csv`,
      await changeCsv(kind, rows, successor?.advocate.email ?? null),
    );
  }

  return (
    <div className={classes.steps}>
      <h3 ref={heading} tabIndex={-1} className={classes.summary}>
        <strong>{changed.toLocaleString("en")}</strong> {done}
        {refused.length > 0 && (
          <>
            , <strong>{refused.length.toLocaleString("en")}</strong> not changed
          </>
        )}
      </h3>
      <Rows rows={listed} done={done} />
      {rows.length > LISTED && (
        <p className={classes.dimmed}>
          {LISTED} of {rows.length.toLocaleString("en")} are listed here; the file has all.
        </p>
      )}
      <Group justify="flex-end" gap="xs" className={classes.footer}>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
          onClick={() => void download()}
        >
          Download result
        </Button>
        <Button onClick={onClose}>Done</Button>
      </Group>
    </div>
  );
}

function Rows({ rows, done }: { rows: ReportRow[]; done: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label="Result of each attribution">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Referred contact</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} done={done} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row: { about, outcome, code, facts, id }, done }: { row: ReportRow; done: string }) {
  const isRefused = outcome === "refused";
  const Icon = isRefused ? IconCircleX : IconCircleCheck;
  return (
    <tr>
      <td>
        {about ? personName(about.customer) : id}
        {about && (
          <div className={classes.dimmed}>
            {personName(about.advocate)} · {about.campaign.name}
          </div>
        )}
      </td>
      <td>
        <span className={classes.outcome}>
          <Icon size={16} stroke={1.8} aria-hidden className={isRefused ? classes.bad : classes.good} />
          {isRefused ? "Not changed" : `${done.charAt(0).toUpperCase()}${done.slice(1)}`}
        </span>
        {code && (
          <div className={classes.dimmed}>
            {refusalSentence(code)} <Meanwhile code={code} facts={facts} />
          </div>
        )}
      </td>
    </tr>
  );
}
