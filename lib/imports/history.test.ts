import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, checkFile, importFile, uploadFile, viewOf } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { discardImport } from "./commands";
import { findImport, listImports } from "./queries";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

const by = (customer: number, code: number) => ({
  ...{ customer_email: `customer-${customer}@example.test`, short_code: `short-${code}` },
});
const FILE = attributionsCsv(by(1, 0), by(2, 9));

describe("the history", () => {
  test("lists the imports from the newest on, page by page, each once", async () => {
    const ids: string[] = [];
    for (let number = 0; number < 5; number++) ids.unshift(await uploadFile(db.pool, world, FILE, `${number}.csv`));
    const pages: string[][] = [];
    let before: string | null = null;
    do {
      const { imports, next } = await listImports(db.pool, { kind: "attributions", before, limit: 2 });
      pages.push(imports.map(({ id }) => id));
      before = next;
    } while (before);
    expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
  });

  test("says who, when, which file of which content, and how many rows became what", async () => {
    const { id } = await importFile(db.pool, world, FILE, { name: "fair.csv" });
    const { imports, next } = await listImports(db.pool, { kind: "attributions" });
    expect(next).toBeNull();
    expect(imports).toEqual([
      {
        id,
        kind: "attributions",
        state: "done",
        fileName: "fair.csv",
        fileSize: FILE.length,
        sha256: createHash("sha256").update(FILE).digest("hex"),
        createdBy: "Ada Admin",
        createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
        startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        finishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        rowCount: 2,
        result: {
          outcomes: expect.objectContaining({ created: 1, rejected: 1 }),
          problems: [{ problem: "unknown_code", count: 1 }],
          contactsCreated: 0,
          segmentsCreated: 0,
        },
      },
    ]);
    const [{ createdAt, startedAt, finishedAt }] = imports as [(typeof imports)[0]];
    expect([createdAt, startedAt, finishedAt]).toEqual([createdAt, startedAt, finishedAt].sort());
  });

  test("shows neither an upload that is still under way nor a discarded import", async () => {
    const uploading = await uploadFile(db.pool, world, FILE);
    await db.pool.query("UPDATE import_run SET state = 'uploading' WHERE id = $1", [uploading]);
    await discardImport(db.pool, await uploadFile(db.pool, world, FILE));
    expect((await listImports(db.pool, { kind: "attributions" })).imports).toEqual([]);
    expect(await findImport(db.pool, uploading)).toBeNull();
  });

  test("leads to each import as it was, with the name under which it acted", async () => {
    const { id } = await importFile(db.pool, world, FILE);
    const view = await viewOf(db.pool, id);
    expect(view.progress).toBeNull();
    const { rows } = await db.pool.query("SELECT DISTINCT actor_id AS id FROM attribution");
    expect(rows).toEqual([{ id: view.actorId }]);
  });
});

describe("a file that was uploaded before", () => {
  test("is noticed by its very bytes, whatever its name", async () => {
    const first = await uploadFile(db.pool, world, FILE, "first.csv");
    expect((await viewOf(db.pool, first)).sameFile).toBeNull();
    const second = await uploadFile(db.pool, world, FILE, "second.csv");
    expect((await viewOf(db.pool, second)).sameFile).toEqual({
      ...{ id: first, fileName: "first.csv", state: "uploaded", createdBy: "Ada Admin" },
      createdAt: (await viewOf(db.pool, first)).createdAt,
    });
    const other = await uploadFile(db.pool, world, `${FILE}\n`);
    expect((await viewOf(db.pool, other)).sameFile).toBeNull();
  });

  test("is shown by the import that ran rather than by one that did not", async () => {
    const ran = await importFile(db.pool, world, FILE, { name: "ran.csv" });
    await uploadFile(db.pool, world, FILE, "only uploaded.csv");
    const again = await uploadFile(db.pool, world, FILE);
    expect((await viewOf(db.pool, again)).sameFile).toMatchObject({ id: ran.id, state: "done" });
  });

  test("was not uploaded before when that import was discarded", async () => {
    await discardImport(db.pool, await uploadFile(db.pool, world, FILE));
    expect((await viewOf(db.pool, await uploadFile(db.pool, world, FILE))).sameFile).toBeNull();
  });
});

describe("the mapping of a file", () => {
  const file = (header: string, customer: number) => `${header}\ncustomer-${customer}@example.test;short-1;x`;
  const mapping = {
    customer_email: { column: 0 },
    short_code: { column: 1 },
    reason: { constant: "From the fair" },
    status: null,
  };

  test("is remembered for the next file of the same header, constants and ignored columns included", async () => {
    await checkFile(db.pool, world, file("Kunde;Werber;Rest", 1), { mapping });
    const view = await viewOf(db.pool, await uploadFile(db.pool, world, file("Kunde;Werber;Rest", 2)));
    expect(view.mapping).toEqual(mapping);
    expect(view.proposals.sort((a, b) => a.column - b.column)).toEqual([
      { field: "customer_email", column: 0, by: "remembered", confidence: 1 },
      { field: "short_code", column: 1, by: "remembered", confidence: 1 },
    ]);
  });

  test("is the latest of several", async () => {
    await checkFile(db.pool, world, file("Kunde;Werber;Rest", 1), { mapping });
    const other = { ...mapping, reason: { column: 2 } };
    await checkFile(db.pool, world, file("Kunde;Werber;Rest", 2), { mapping: other });
    const view = await viewOf(db.pool, await uploadFile(db.pool, world, file("Kunde;Werber;Rest", 3)));
    expect(view.mapping).toEqual(other);
  });

  test.each(["Kunde;Werber;Sonst", "Werber;Kunde;Rest", "kunde;werber;rest"])(
    "is not taken for a file of another header: %s",
    async (header) => {
      await checkFile(db.pool, world, file("Kunde;Werber;Rest", 1), { mapping });
      const view = await viewOf(db.pool, await uploadFile(db.pool, world, file(header, 2)));
      expect(view.proposals.filter((proposal) => proposal.by === "remembered")).toEqual([]);
    },
  );

  test("is not remembered when nothing was checked by it", async () => {
    await uploadFile(db.pool, world, FILE);
    const view = await viewOf(db.pool, await uploadFile(db.pool, world, `${FILE}\n`));
    expect(view.proposals.map((proposal) => proposal.by)).not.toContain("remembered");
  });
});
