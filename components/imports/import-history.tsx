"use client";

import { Anchor, Group, VisuallyHidden } from "@mantine/core";
import { IconHistory } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { roles } from "@/components/data-table/roles";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { type ImportKind, type ImportSummary, OUTCOMES, type Tally } from "@/lib/imports/schema";
import { outcomeCount } from "@/lib/imports/wording";
import { IMPORTS, importHref } from "./addresses";
import { DiscardButton } from "./discard-button";
import classes from "./import-history.module.css";
import { countOf, durationOf, sizeOf } from "./quantities";
import { StateBadge } from "./state-badge";
import { isBeforeRun, isWorking } from "./states";

type Props = {
  kind: ImportKind;
  imports: ImportSummary[];
  /** After which id the older ones begin; null when there are none. */
  next: string | null;
  isFirstPage: boolean;
};

const REFRESH_MS = 3000;

/** Every import there was: who, when, which file, what it did. */
export function ImportHistory({ kind, imports, next, isFirstPage }: Props) {
  useFreshWhile(imports.some(isWorking));
  return (
    <section aria-labelledby="import-history">
      <h2 id="import-history" className={classes.title}>
        History
      </h2>
      {imports.length === 0 ? (
        <EmptyState
          icon={<IconHistory size={36} stroke={1.4} />}
          title={isFirstPage ? "No imports yet" : "No older imports"}
          description="Every file that is uploaded here is listed with what became of its rows, and can be opened again."
        />
      ) : (
        <HistoryTable imports={imports} />
      )}
      <nav aria-label="Pages of the history" className={classes.pages}>
        {!isFirstPage && (
          <Anchor component={Link} href={IMPORTS[kind]} size="sm">
            Newest imports
          </Anchor>
        )}
        {next && (
          <Anchor component={Link} href={`${IMPORTS[kind]}?before=${next}`} size="sm">
            Older imports
          </Anchor>
        )}
      </nav>
    </section>
  );
}

/** Asks for the page again and again as long as something on it goes on by itself. */
function useFreshWhile(isMoving: boolean) {
  const router = useRouter();
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [isMoving, router]);
}

function HistoryTable({ imports }: { imports: ImportSummary[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className={classes.frame} tabIndex={0} aria-label="Table of imports">
      <table className={classes.table} aria-label="Imports" {...roles.table}>
        <thead {...roles.rowgroup}>
          <tr {...roles.row}>
            <th scope="col" {...roles.columnheader}>
              File
            </th>
            <th scope="col" {...roles.columnheader}>
              Imported by
            </th>
            <th scope="col" {...roles.columnheader}>
              When
            </th>
            <th scope="col" {...roles.columnheader}>
              State
            </th>
            <th scope="col" className={classes.number} {...roles.columnheader}>
              Rows
            </th>
            <th scope="col" {...roles.columnheader}>
              What became of them
            </th>
            <th scope="col" {...roles.columnheader}>
              Duration
            </th>
            <th scope="col" {...roles.columnheader}>
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody {...roles.rowgroup}>
          {imports.map((one) => (
            <HistoryRow key={one.id} of={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function HistoryRow({ of }: { of: ImportSummary }) {
  const { id, kind, fileName, fileSize, sha256, createdBy, createdAt, state, rowCount, result } = of;
  return (
    <tr {...roles.row}>
      <td {...roles.cell}>
        <Link href={importHref(of)} className={classes.file} title={fileName}>
          {fileName}
        </Link>
        <div className={classes.dimmed}>
          {sizeOf(fileSize)}
          {sha256 && (
            <>
              {" · "}
              <code className={classes.hash} title={`SHA-256: ${sha256}`}>
                {sha256.slice(0, 10)}
              </code>
            </>
          )}
        </div>
      </td>
      <td data-label="Imported by" {...roles.cell}>
        {createdBy}
      </td>
      <td data-label="When" {...roles.cell}>
        <Instant at={createdAt} />
      </td>
      <td data-label="State" {...roles.cell}>
        <StateBadge state={state} />
      </td>
      <td data-label="Rows" className={classes.number} {...roles.cell}>
        {rowCount === null ? "–" : countOf(rowCount)}
      </td>
      <td data-label="What became of them" className={classes.counts} {...roles.cell}>
        {result ? countsOf(kind, result) : "–"}
      </td>
      <td data-label="Duration" {...roles.cell}>
        {tookOf(of)}
      </td>
      <td className={classes.steps} {...roles.cell}>
        {isBeforeRun(of) && (
          <Group gap="xs" wrap="nowrap" className={classes.continue}>
            <Anchor component={Link} href={importHref(of)} size="sm" aria-label={`Continue ${fileName}`}>
              Continue
            </Anchor>
            <DiscardButton {...{ id, kind, fileName }} />
          </Group>
        )}
      </td>
    </tr>
  );
}

function countsOf(kind: ImportKind, { outcomes }: Tally): string {
  const counts = OUTCOMES[kind].filter((outcome) => outcomes[outcome] > 0);
  return counts.map((outcome) => outcomeCount(outcome, outcomes[outcome])).join(" · ") || "–";
}

function tookOf({ startedAt, finishedAt }: ImportSummary): string {
  return startedAt && finishedAt ? durationOf(Date.parse(finishedAt) - Date.parse(startedAt)) : "–";
}
