import type pg from "pg";
import { expect } from "vitest";
import { inTransaction, type Transaction } from "@/lib/db/transaction";
import { type cancelImport, startCheck, startRun, startUndo } from "@/lib/imports/commands";
import { ATTRIBUTION_FIELDS, type AttributionField } from "@/lib/imports/kinds/attributions/columns";
import { findImport } from "@/lib/imports/queries";
import { receiveFile } from "@/lib/imports/receive";
import { streamRows } from "@/lib/imports/row-queries";
import { readRun } from "@/lib/imports/run-record";
import {
  type Choices,
  type ChoicesOf,
  DEFAULT_CHOICES,
  type ImportKind,
  type ImportRow,
  type ImportView,
  type Mapping,
  type Phase,
} from "@/lib/imports/schema";
import { workOff } from "@/lib/imports/worker";
import type { World } from "./world";

const FIELD_KEYS = ATTRIBUTION_FIELDS.map(({ key }) => key);

/** A file with a column for every field of attributions, its rows from line 2 on. A cell that is left out is empty. */
export function attributionsCsv(...rows: Partial<Record<AttributionField, string>>[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => FIELD_KEYS.map((field) => cell(row[field] ?? "")).join(","));
  return [FIELD_KEYS.join(","), ...lines].join("\n");
}

/** The columns of `attributionsCsv` that hold these fields. */
export function columnsOf(...fields: AttributionField[]): number[] {
  return fields.map((field) => FIELD_KEYS.indexOf(field));
}

type Given<K extends ImportKind> = {
  kind?: K;
  choices?: Partial<ChoicesOf<K>>;
  mapping?: Mapping;
  name?: string;
  /** Done between the check and the run. */
  checked?: () => Promise<unknown>;
};
type Attributions = "attributions";

/** An import as a test drives it: every step through the commands, the worker's part done at once. */
export async function uploadFile(
  pool: pg.Pool,
  world: World,
  file: string | Uint8Array,
  name = "rows.csv",
  kind: ImportKind = "attributions",
) {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const received = await receiveFile(pool, {
    ...{ kind, name, userId: world.actor.actorId },
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
export async function checkFile<K extends ImportKind = Attributions>(
  pool: pg.Pool,
  world: World,
  file: string | Uint8Array,
  { kind, choices, mapping, name }: Given<K> = {},
): Promise<ImportView> {
  const id = await uploadFile(pool, world, file, name, kind);
  const proposed = (await viewOf(pool, id)).mapping;
  await mustBeTaken(
    startCheck(pool, {
      id,
      mapping: mapping ?? proposed,
      choices: { ...DEFAULT_CHOICES[kind ?? "attributions"], ...choices } as Choices,
    }),
  );
  await workOff(pool);
  return viewOf(pool, id);
}

/** Uploads, checks and writes. */
export async function importFile<K extends ImportKind = Attributions>(
  pool: pg.Pool,
  world: World,
  file: string | Uint8Array,
  given: Given<K> = {},
): Promise<ImportView> {
  const { id, state, failure } = await checkFile(pool, world, file, given);
  if (state !== "checked") throw new Error(`The check ended as ${state}: ${failure}`);
  await given.checked?.();
  await mustBeTaken(startRun(pool, id));
  await workOff(pool);
  return viewOf(pool, id);
}

/** Uploads, checks and writes; where nobody else writes, the check has said of every row what became of it. */
export async function importAsChecked<K extends ImportKind = Attributions>(
  pool: pg.Pool,
  world: World,
  file: string | Uint8Array,
  given: Given<K> = {},
): Promise<ImportView> {
  const view = await importFile(pool, world, file, given);
  expect([view.state, view.failure]).toEqual(["done", null]);
  expect(await rowsOf(pool, view.id)).toEqual(await rowsOf(pool, view.id, "check"));
  expect(inAnyOrder(view.result)).toEqual(inAnyOrder(view.check));
  const counted = Object.values(view.result!.outcomes).reduce((sum, count) => sum + count, 0);
  expect(counted).toBe(view.rowCount);
  return view;
}

/** A tally without the order of equally frequent problems, which is nobody's promise. */
function inAnyOrder(tally: ImportView["result"]) {
  return { ...tally, problems: Object.fromEntries(tally!.problems.map(({ problem, count }) => [problem, count])) };
}

export async function undoFile(pool: pg.Pool, world: World, id: string): Promise<ImportView> {
  await mustBeTaken(startUndo(pool, { id, userId: world.actor.actorId }));
  await workOff(pool);
  return viewOf(pool, id);
}

/** All rows of a phase, in the order of the file. */
export async function allRows(pool: pg.Pool, id: string, phase: Phase = "result"): Promise<ImportRow[]> {
  const run = await readRun(pool, id);
  const rows: ImportRow[] = [];
  for await (const batch of streamRows(pool, run!, { id, phase, after: 0 })) rows.push(...batch);
  return rows;
}

/** What became of each row, or would: "line: outcome" and the reason of a rejection. */
export async function rowsOf(pool: pg.Pool, id: string, phase: Phase = "result"): Promise<string[]> {
  return (await allRows(pool, id, phase)).map(({ line, outcome, undo, problem }) =>
    [`${line}: ${undo ?? outcome}`, problem].filter(Boolean).join(" "),
  );
}

/** Who stands for each referred contact, by "campaign e-mail". */
export async function standingOf(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ slot: string; advocate: string }>(
    `SELECT campaign.uid || ' ' || customer.email AS slot, advocate.email AS advocate
     FROM attribution JOIN contact customer ON customer.id = customer_id JOIN contact advocate ON advocate.id = advocate_id
     JOIN campaign ON campaign.id = campaign_id WHERE attribution.status = 'active' ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ slot, advocate }) => [slot, advocate]));
}

/** What an import changed, without ids and times: the attributions with their events. */
export async function contentOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ content: string }>(
    `SELECT concat_ws(' ', campaign.uid, customer.email, advocate.email, attribution.status, inactive_reason, method, code,
       (SELECT string_agg(concat_ws(':', attribution_event.kind, actor.name, attribution_event.source, reason), ',' ORDER BY attribution_event.id)
        FROM attribution_event JOIN actor ON actor.id = attribution_event.actor_id
        WHERE attribution_id = attribution.id)) AS content
     FROM attribution JOIN contact customer ON customer.id = customer_id JOIN campaign ON campaign.id = campaign_id
     JOIN contact advocate ON advocate.id = attribution.advocate_id LEFT JOIN referral_code ON referral_code.id = code_id
     ORDER BY 1`,
  );
  return rows.map(({ content }) => content);
}

/** The import is cancelled, by its own row, at the moment the condition on its old and new row becomes true. */
export async function cancelWhen(pool: pg.Pool, condition: string): Promise<void> {
  await pool.query(`
    CREATE FUNCTION cancel_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.cancel_requested = TRUE; RETURN NEW; END $$;
    CREATE TRIGGER cancel_for_test BEFORE UPDATE ON import_run FOR EACH ROW WHEN (${condition})
    EXECUTE FUNCTION cancel_for_test()`);
}

export async function mustBeTaken(step: ReturnType<typeof cancelImport>): Promise<void> {
  const result = await step;
  if (!result.ok) throw new Error(`${result.code}: ${result.message} ${JSON.stringify(result.fields ?? {})}`);
}

type GivenContacts = {
  choices?: Partial<ChoicesOf<"contacts">>;
  /** The headers that become custom fields. */
  custom?: string[];
  name?: string;
  by?: typeof importFile<"contacts">;
};

/** Uploads, checks and writes contacts, by the columns' own names. */
export async function importContacts(
  pool: pg.Pool,
  world: World,
  file: string,
  { choices, custom = [], name, by = importAsChecked }: GivenContacts = {},
): Promise<ImportView> {
  return by(pool, world, file, { kind: "contacts", choices, name, mapping: contactMapping(file, custom) });
}

/** Each column by its header, of which some are custom fields. */
export function contactMapping(file: string, custom: string[] = []): Mapping {
  const headers = file.split("\n")[0]!.split(",");
  return Object.fromEntries(
    headers.map((header, column) => [custom.includes(header) ? `custom:${header}` : header, { column }]),
  );
}

/** Contacts whose e-mail is like `pattern`, by e-mail. */
export async function contactsOf(pool: pg.Pool, pattern: string) {
  const { rows } = await pool.query(
    `SELECT email, first_name, last_name, status, uid, phone, company, custom_fields, source FROM contact
     WHERE email_key LIKE $1 ORDER BY email_key`,
    [pattern],
  );
  return rows;
}

/** The members of each segment that has some, by the part of their e-mail before the @. */
export async function membersOf(pool: pg.Pool): Promise<Record<string, string[]>> {
  const { rows } = await pool.query<{ name: string; members: string[] }>(
    `SELECT segment.name, array_agg(split_part(email, '@', 1) ORDER BY email) AS members
     FROM segment_member JOIN segment ON segment.id = segment_id JOIN contact ON contact.id = contact_id GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ name, members }) => [name, members]));
}

/** What was done to contacts, segments and codes: kind, door, actor and what is said of it, by kind. */
export async function trailOf(pool: pg.Pool): Promise<[string, string, string, unknown][]> {
  const { rows } = await pool.query(`SELECT kind, source, actor_id, detail FROM audit_event ORDER BY kind, id`);
  return rows.map(({ kind, source, actor_id, detail }) => [kind, source, actor_id, detail]);
}

/** Something happens once, at the moment the condition on the old and new row of the import becomes true. */
export async function onceWhen(pool: pg.Pool, condition: string, happens: string): Promise<void> {
  // A sequence counts on where a transaction is rolled back.
  await pool.query(`
    CREATE SEQUENCE time_for_test;
    CREATE FUNCTION once_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('time_for_test') = 1 THEN ${happens}; END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER once_for_test AFTER UPDATE ON import_run FOR EACH ROW WHEN (${condition})
    EXECUTE FUNCTION once_for_test()`);
}

/** How often the condition of `onceWhen` became true. */
export async function timesOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ times: number }>("SELECT last_value::int AS times FROM time_for_test");
  return rows[0]!.times;
}

/** Runs a checked import; the other writer commits once the run waits for it. Answers what became of the rows. */
export async function runBesideWriter(
  pool: pg.Pool,
  id: string,
  other: (tx: Transaction) => Promise<unknown>,
): Promise<string[]> {
  await mustBeTaken(startRun(pool, id));
  let running: Promise<void> | undefined;
  await inTransaction(pool, async (tx) => {
    await other(tx);
    const { rows: own } = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    running = workOff(pool);
    await expect.poll(() => isWaitedFor(pool, own[0]!.pid), { timeout: 10_000, interval: 5 }).toBe(true);
  });
  await running;
  const view = await viewOf(pool, id);
  expect([view.state, view.failure]).toEqual(["done", null]);
  return (await rowsOf(pool, id)).map((row) => row.replace(/^\d+: /, ""));
}

async function isWaitedFor(pool: pg.Pool, pid: number): Promise<boolean> {
  const { rows } = await pool.query<{ waits: boolean }>(
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE $1::int = ANY(pg_blocking_pids(pid))) AS waits",
    [pid],
  );
  return rows[0]!.waits;
}
