import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { FileFormat, ImportKind, ImportSummary, ImportView, Progress, Tally, UndoTally } from "./schema";

/** How many imports a page of the history shows. */
const HISTORY_PAGE = 25;

const summary = sql`import_run.id, import_run.kind, import_run.state, import_run.file_name AS "fileName",
  import_run.file_size::float8 AS "fileSize", coalesce(import_run.file_sha256, '') AS sha256,
  creator.name AS "createdBy", import_run.created_at AS "createdAt", import_run.started_at AS "startedAt",
  import_run.finished_at AS "finishedAt", import_run.row_count AS "rowCount", import_run.result`;

type SummaryRow = Omit<ImportSummary, "createdAt" | "startedAt" | "finishedAt"> & {
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
};

function toSummary(row: SummaryRow): ImportSummary {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** The imports of a kind, newest first; `before` is the id after which the page begins. Uploads under way are left out. */
export async function listImports(
  db: Db,
  { kind, before, limit = HISTORY_PAGE }: { kind: ImportKind; before?: string | null; limit?: number },
): Promise<{ imports: ImportSummary[]; next: string | null }> {
  const { rows } = await db.query<SummaryRow>(sql`
    SELECT ${summary} FROM import_run JOIN app_user creator ON creator.id = created_by
    WHERE kind = ${kind} AND state <> 'uploading' AND ${before ? sql`import_run.id < ${before}::uuid` : sql`TRUE`}
    ORDER BY import_run.id DESC LIMIT ${limit + 1}`);
  const imports = rows.slice(0, limit).map(toSummary);
  return { imports, next: rows.length > limit ? imports.at(-1)!.id : null };
}

type ViewRow = SummaryRow & {
  actorId: string | null;
  format: FileFormat;
  headers: string[];
  samples: string[][];
  proposals: ImportView["proposals"];
  mapping: ImportView["mapping"];
  choices: ImportView["choices"];
  check: Tally | null;
  checkedAt: Date | null;
  undo: UndoTally | null;
  undoneAt: Date | null;
  undoneBy: string | null;
  cancelling: boolean;
  failure: string | null;
  fileErasedAt: Date | null;
  ahead: number;
  phase: Progress["phase"] | "judging" | null;
  done: number;
  seconds: number | null;
  resumedDone: number;
  sameFile: ImportView["sameFile"];
};

/** The import with this id, or null. */
export async function findImport(db: Db, id: string): Promise<ImportView | null> {
  const { rows } = await db.query<ViewRow>(sql`
    SELECT ${summary}, import_run.actor_id AS "actorId", import_run.format, import_run.headers, import_run.samples,
      import_run.proposals, import_run.mapping, import_run.choices, import_run.checked AS check,
      import_run.checked_at AS "checkedAt", import_run.undone AS undo, import_run.undone_at AS "undoneAt",
      undoer.name AS "undoneBy", import_run.cancel_requested AS cancelling, import_run.failure,
      import_run.file_erased_at AS "fileErasedAt",
      import_run.phase, import_run.done, import_run.resumed_done AS "resumedDone",
      extract(epoch FROM clock_timestamp() - import_run.resumed_at)::float8 AS seconds,
      CASE WHEN import_run.state = 'queued' THEN (
        SELECT count(*)::int FROM import_run AS other
        WHERE other.kind = import_run.kind AND (other.state IN ('running', 'undoing')
          OR (other.state = 'queued' AND (other.queued_at, other.id) < (import_run.queued_at, import_run.id)))
      ) ELSE 0 END AS ahead,
      (SELECT json_build_object('id', other.id, 'fileName', other.file_name, 'state', other.state,
          'createdAt', other.created_at, 'createdBy', uploader.name)
        FROM import_run AS other JOIN app_user uploader ON uploader.id = other.created_by
        WHERE other.kind = import_run.kind AND other.file_sha256 = import_run.file_sha256 AND other.id <> import_run.id
        ORDER BY other.started_at IS NULL, other.id DESC LIMIT 1) AS "sameFile"
    FROM import_run
    JOIN app_user creator ON creator.id = import_run.created_by
    LEFT JOIN app_user undoer ON undoer.id = import_run.undone_by
    WHERE import_run.id = ${id}::uuid AND import_run.state <> 'uploading'`);
  return rows[0] ? toView(rows[0]) : null;
}

function toView({ phase, done, seconds, resumedDone, ...row }: ViewRow): ImportView {
  return {
    ...row,
    ...toSummary(row),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
    fileErasedAt: row.fileErasedAt?.toISOString() ?? null,
    sameFile: row.sameFile && { ...row.sameFile, createdAt: new Date(row.sameFile.createdAt).toISOString() },
    progress: phase && progress({ phase, done, seconds, resumedDone }, row),
  };
}

/** Below this a rate says more about the start than about the work. */
const RATE_AFTER_SECONDS = 2;

function progress(
  { phase, done, seconds, resumedDone }: Pick<ViewRow, "done" | "seconds" | "resumedDone"> & { phase: string },
  { rowCount, result }: Pick<ViewRow, "rowCount" | "result">,
): Progress {
  const shown = (phase === "judging" ? "checking" : phase) as Progress["phase"];
  const total = shown === "undoing" && result ? effectsOf(result) : rowCount;
  const perSecond = seconds && seconds > RATE_AFTER_SECONDS ? Math.round((done - resumedDone) / seconds) : null;
  const secondsLeft = perSecond && total !== null ? Math.ceil(Math.max(0, total - done) / perSecond) : null;
  return { phase: shown, done, total, perSecond: perSecond || null, secondsLeft };
}

function effectsOf({ outcomes: { unchanged, rejected, ...changing } }: Tally): number {
  return Object.values(changing).reduce((sum, count) => sum + count, 0);
}
