"use client";

import { Button, Group } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconDownload } from "@tabler/icons-react";
import { useEffect, useMemo, useRef } from "react";
import { downloadCsv } from "@/components/attributions/change-csv";
import classes from "@/components/attributions/change-dialog.module.css";
import { personName } from "@/components/contacts/person-name";
import { Money } from "@/components/ui/money";
import type { RewardReport, RewardReportRow } from "@/lib/rewards/change-report";
import type { RewardChange } from "@/lib/rewards/schema";
import { CHANGE_DONE, rewardRefusalWords } from "@/lib/rewards/wording";
import { Amounts } from "./amounts";
import { rewardChangeCsv } from "./reward-change-csv";
import { RewardMeanwhile } from "./reward-meanwhile";

type Props = { change: RewardChange; report: RewardReport; onClose: () => void };

/** So many rows are listed; the file has all. */
const LISTED = 100;

/** What became of each reward of a bulk change; what was not changed comes first. */
export function RewardChangeResult({ change, report: { rows, totals }, onClose }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The form that had the focus is gone; what came of it is read next.
  useEffect(() => heading.current?.focus(), []);
  const refused = useMemo(() => rows.filter(({ outcome }) => outcome === "refused"), [rows]);
  const listed = useMemo(
    () => [...refused, ...rows.filter(({ outcome }) => outcome === "changed")].slice(0, LISTED),
    [rows, refused],
  );
  const changed = rows.length - refused.length;

  async function download() {
    const day = new Date().toISOString().slice(0, 10);
    downloadCsv(`${change}-rewards-result-${day}.csv`, await rewardChangeCsv(change, rows));
  }

  return (
    <div className={classes.steps}>
      <h3 ref={heading} tabIndex={-1} className={classes.summary}>
        <strong>{changed.toLocaleString("en")}</strong> {CHANGE_DONE[change]}
        {refused.length > 0 && (
          <>
            , <strong>{refused.length.toLocaleString("en")}</strong> not changed
          </>
        )}
      </h3>
      {totals.length > 0 && (
        <p className={classes.money}>
          <Amounts totals={totals} />
        </p>
      )}
      <Rows rows={listed} change={change} />
      {rows.length > LISTED && (
        <p className={classes.dimmed}>
          {LISTED} of {rows.length.toLocaleString("en")} are listed here; the file has all.
        </p>
      )}
      <Group justify="flex-end" gap="xs">
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

function Rows({ rows, change }: { rows: RewardReportRow[]; change: RewardChange }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label="Result of each reward">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Reward</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} change={change} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row: { about, outcome, code, lastEvent, id }, change }: { row: RewardReportRow; change: RewardChange }) {
  const isRefused = outcome === "refused";
  const Icon = isRefused ? IconCircleX : IconCircleCheck;
  const done = CHANGE_DONE[change];
  return (
    <tr>
      <td>
        {about ? personName(about.contact) : id}
        {about && (
          <div className={classes.dimmed}>
            <Money minor={about.amountMinor} currency={about.currency} /> · {about.campaign.name}
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
            {rewardRefusalWords(change, code)} <RewardMeanwhile event={lastEvent} />
          </div>
        )}
      </td>
    </tr>
  );
}
