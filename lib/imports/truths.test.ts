import sql, { type Sql } from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";

const { refuses, guarantees } = useTruths();
const NOBODY = "00000000-0000-7000-8000-00000000dead";
const RUN = "00000000-0000-7000-8000-000000000100";

type Given = { kind?: string; state?: string; actorId?: string | null; started?: boolean };

const insertRun = (
  createdBy: string,
  { kind = "attributions", state = "uploaded", actorId = null, started }: Given = {},
) =>
  sql`INSERT INTO import_run (id, kind, state, created_by, file_name, choices, actor_id, started_at)
      VALUES (${RUN}, ${kind}, ${state}, ${createdBy}, 'rows.csv', '{}', ${actorId}::uuid,
        CASE WHEN ${started ?? actorId !== null}::boolean THEN now() END)`;
const set = (column: Sql, value: string) => sql`UPDATE import_run SET ${column} = ${value}::uuid WHERE id = ${RUN}`;
const deleteRun = sql`DELETE FROM import_run WHERE id = ${RUN}`;

refuses("import_run__pk", {
  "two imports never share an id": ({ actor }) => [insertRun(actor.actorId), insertRun(actor.actorId)],
});

refuses("import_run__kind_known", {
  "an import is of a known kind": ({ actor }) => insertRun(actor.actorId, { kind: "recipes" }),
});

refuses("import_run__state_known", {
  "an import is in a known state": ({ actor }) => insertRun(actor.actorId, { state: "lost" }),
});

refuses("import_run__actor_when_run", {
  "an import that ran is somebody in the audit trail": ({ actor }) => insertRun(actor.actorId, { started: true }),
  "an import that never ran is nobody there": ({ actor }) =>
    insertRun(actor.actorId, { actorId: actor.actorId, started: false }),
});

refuses("import_run__creator", {
  "an import was uploaded by a user who exists": () => insertRun(NOBODY),
});

refuses("import_run__actor", {
  "an import acts as somebody who exists": ({ actor }) => insertRun(actor.actorId, { actorId: NOBODY }),
});

refuses("import_run__undoer", {
  "an import is undone by a user who exists": ({ actor }) => [insertRun(actor.actorId), set(sql`undone_by`, NOBODY)],
});

refuses("import_run__undo_actor", {
  "an undo acts as somebody who exists": ({ actor }) => [insertRun(actor.actorId), set(sql`undo_actor_id`, NOBODY)],
});

refuses("import_run__kept", {
  "an import that ran is never deleted": ({ actor }) => [
    insertRun(actor.actorId, { state: "done", actorId: actor.actorId }),
    deleteRun,
  ],
});

guarantees("import_run__kept", "an import that never wrote can be forgotten", async (tx, { actor }) => {
  await tx.query(insertRun(actor.actorId, { state: "checked" }));
  expect((await tx.query(deleteRun)).rowCount).toBe(1);
});

const insertPiece = (importId: string) =>
  sql`INSERT INTO import_piece (import_id, position, bytes) VALUES (${importId}, 0, 'a')`;
const insertRow = sql`INSERT INTO import_row (import_id, line, cells) VALUES (${RUN}, 2, '{a}')`;
const insertMatch = sql`INSERT INTO import_match (import_id, line, facts, verdict) VALUES (${RUN}, 2, 0, 0)`;
const insertOutcome = sql`INSERT INTO import_outcome (import_id, line, outcome) VALUES (${RUN}, 2, 0)`;
const insertChange = sql`
  INSERT INTO import_change (import_id, line, contact_id, created, before, after)
  VALUES (${RUN}, 2, ${NOBODY}, FALSE, '{}', '{}')`;
const insertUndo = sql`INSERT INTO import_undo (import_id, line, outcome) VALUES (${RUN}, 2, 'reversed')`;

guarantees("import_run__takes_its_rows", "nothing of a deleted import is left behind", async (tx, { actor }) => {
  for (const insert of [
    insertRun(actor.actorId),
    insertPiece(RUN),
    insertRow,
    insertMatch,
    insertOutcome,
    insertChange,
    insertUndo,
  ]) {
    await tx.query(insert);
  }
  await tx.query(deleteRun);
  const tables = ["import_piece", "import_row", "import_match", "import_outcome", "import_change", "import_undo"];
  for (const table of tables) {
    expect([table, (await tx.query(`SELECT FROM ${table}`)).rowCount]).toEqual([table, 0]);
  }
});

refuses("import_piece__pk", {
  "no place of a file is kept twice": ({ actor }) => [insertRun(actor.actorId), insertPiece(RUN), insertPiece(RUN)],
});

refuses("import_piece__import", {
  "no file is kept without its import": () => insertPiece(NOBODY),
});

refuses("import_row__pk", {
  "no line of a file is read twice": () => [insertRow, insertRow],
});

refuses("import_match__pk", {
  "no row is judged twice": () => [insertMatch, insertMatch],
});

refuses("import_outcome__pk", {
  "no row is written twice: each has one outcome": () => [insertOutcome, insertOutcome],
});

refuses("import_change__pk", {
  "no row has two pasts": () => [insertChange, insertChange],
});

refuses("import_undo__pk", {
  "no row is undone twice": () => [insertUndo, insertUndo],
});
