"use client";

import { Button, Skeleton } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ImportView, RowOutcome, RowProblem, UndoOutcome } from "@/lib/imports/schema";
import { ROW_OUTCOME_NAMES, reasonSentence, UNDO_NAMES } from "@/lib/imports/wording";
import { type RowFilter, rowsFileHref } from "./addresses";
import journey from "./journey.module.css";
import { RowsTable } from "./rows-table";
import { useImportRows } from "./use-import-rows";

type Props = {
  view: ImportView;
  filter: RowFilter;
  onFilter: (filter: RowFilter) => void;
  /** Changes when the rows do. */
  version: string | null;
};

/** The rows a count stands for, or all of them: to be read here, or as a file. */
export function RowsSection({ view, filter, onFilter, version }: Props) {
  const { rows, hasMore, error, isLoading, isReading, more, retry } = useImportRows(view.id, filter, version);
  const isFiltered = Boolean(filter.outcome || filter.problem);
  return (
    <section className={journey.block} aria-labelledby="rows-title">
      <div className={journey.actions}>
        <h3 id="rows-title" className={journey.subtitle}>
          {titleOf(filter)}
        </h3>
        {isFiltered && (
          <Button variant="default" size="compact-sm" onClick={() => onFilter({ phase: filter.phase })}>
            Show all rows
          </Button>
        )}
        <DownloadLink href={rowsFileHref(view.id, filter)}>Download these rows</DownloadLink>
      </div>
      {filter.problem && (
        <p className={journey.text}>{reasonSentence(view.kind, filter.problem as RowProblem, filter.phase)}</p>
      )}
      {error && !rows ? (
        <div role="alert">
          <p className={journey.text}>The rows could not be read. {error.message}</p>
          <Button variant="default" size="xs" onClick={retry} loading={isReading}>
            Retry
          </Button>
        </div>
      ) : !rows ? (
        <Skeleton height={160} role="status" aria-label="Loading the rows" />
      ) : (
        <RowsTable view={view} rows={rows} filter={filter} isStale={isLoading} />
      )}
      {hasMore && (
        <div>
          <Button variant="default" size="xs" loading={isReading} onClick={more}>
            More rows
          </Button>
        </div>
      )}
    </section>
  );
}

/** Rows as a file, with the original columns. */
export function DownloadLink({
  href,
  size = "compact-sm",
  children,
}: {
  href: string;
  size?: "compact-sm" | "sm";
  children: string;
}) {
  return (
    <Button
      component="a"
      href={href}
      download
      variant="default"
      size={size}
      leftSection={<IconDownload size={14} stroke={1.8} aria-hidden />}
    >
      {children}
    </Button>
  );
}

function titleOf({ phase, outcome }: RowFilter): string {
  if (!outcome) return phase === "undo" ? "All rows of the undo" : "All rows";
  const name = phase === "undo" ? UNDO_NAMES[outcome as UndoOutcome] : ROW_OUTCOME_NAMES[outcome as RowOutcome];
  return `Rows: ${name.toLowerCase()}`;
}
