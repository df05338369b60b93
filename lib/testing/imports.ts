import type pg from "pg";
import { type cancelImport, startCheck, startRun, startUndo } from "@/lib/imports/commands";
import { findImport } from "@/lib/imports/queries";
import { receiveFile } from "@/lib/imports/receive";
import { listImportRows } from "@/lib/imports/row-queries";
import { type Choices, DEFAULT_CHOICES, type ImportView, type Mapping, type Phase } from "@/lib/imports/schema";
import { workOff } from "@/lib/imports/worker";
import type { World } from "./world";

type Given = { choices?: Partial<Choices>; mapping?: Mapping; name?: string };

/** An import as a test drives it: every step through the commands, the worker's part done at once. */
export async function uploadFile(pool: pg.Pool, world: World, file: string | Uint8Array, name = "rows.csv") {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const received = await receiveFile(pool, {
    ...{ kind: "attributions" as const, name, userId: world.actor.actorId },
    bytes: (async function* () {
      yield bytes;
    })(),
  });
  if (!received.ok) throw new Error(`The file was refused: ${received.refusal}`);
  return received.id;
}

export async function viewOf(pool: pg.Pool, id: string): Promise<ImportView> {
  const view = await findImport(pool, id);
  if (!view) throw new Error("There is no such import.");
  return view;
}

/** Uploads and checks; the columns are matched as proposed where no mapping is given. */
export async function checkFile(
  pool: pg.Pool,
  world: World,
  file: string | Uint8Array,
  { choices, mapping, name }: Given = {},
): Promise<ImportView> {
  const id = await uploadFile(pool, world, file, name);
  const proposed = (await viewOf(pool, id)).mapping;
  await mustBeTaken(
    startCheck(pool, { id, mapping: mapping ?? proposed, choices: { ...DEFAULT_CHOICES, ...choices } }),
  );
  await workOff(pool);
  return viewOf(pool, id);
}

/** Uploads, checks and writes. */
export async function importFile(
  pool: pg.Pool,
  world: World,
  file: string | Uint8Array,
  given: Given = {},
): Promise<ImportView> {
  const { id, state, failure } = await checkFile(pool, world, file, given);
  if (state !== "checked") throw new Error(`The check ended as ${state}: ${failure}`);
  await mustBeTaken(startRun(pool, id));
  await workOff(pool);
  return viewOf(pool, id);
}

export async function undoFile(pool: pg.Pool, world: World, id: string): Promise<ImportView> {
  await mustBeTaken(startUndo(pool, { id, userId: world.actor.actorId }));
  await workOff(pool);
  return viewOf(pool, id);
}

/** What became of each row, or would: "line: outcome" and the reason of a rejection. */
export async function rowsOf(pool: pg.Pool, id: string, phase: Phase = "result"): Promise<string[]> {
  const page = await listImportRows(pool, { id, phase, after: 0 });
  return page!.rows.map(({ line, outcome, undo, problem }) =>
    [`${line}: ${undo ?? outcome}`, problem].filter(Boolean).join(" "),
  );
}

export async function mustBeTaken(step: ReturnType<typeof cancelImport>): Promise<void> {
  const result = await step;
  if (!result.ok) throw new Error(`${result.code}: ${result.message} ${JSON.stringify(result.fields ?? {})}`);
}
