import type pg from "pg";
import { describe, expect, test } from "vitest";
import { createTestDatabase, useTestDatabase } from "@/lib/testing/database";
import { readColumn, readContent } from "@/lib/testing/demo-content";
import { inconsistencies } from "@/lib/testing/history";
import { makeContacts } from "@/lib/testing/world";
import { loadDemoData } from "./load";

const NOW = new Date("2026-06-17T10:42:13.000Z");

describe("loading demo data", () => {
  const db = useTestDatabase();

  test("gives two databases the same content", async () => {
    const other = await createTestDatabase();
    try {
      await loadDemoData(db.pool, { now: NOW });
      await loadDemoData(other.pool, { now: NOW });
      expect(await readContent(db.pool)).toEqual(await readContent(other.pool));
    } finally {
      await other.drop();
    }
  });

  for (const [what, insert] of Object.entries({
    contacts: (pool: pg.Pool) => makeContacts(pool, "somebody", 1, "prospect"),
    segments: (pool: pg.Pool) => pool.query("INSERT INTO segment (name) VALUES ('Mine')"),
    campaigns: (pool: pg.Pool) => pool.query("INSERT INTO campaign (uid, name) VALUES ('mine', 'Mine')"),
  })) {
    test(`is refused where there are ${what}, and leaves everything as it was`, async () => {
      await insert(db.pool);
      const before = await readContent(db.pool);
      const outcome = await loadDemoData(db.pool);
      expect(outcome).toMatchObject({ outcome: "not_empty", message: expect.stringContaining(what) });
      expect(await readContent(db.pool)).toEqual(before);
    });
  }

  test("twice at the same moment loads once and refuses once", async () => {
    const outcomes = await Promise.all([loadDemoData(db.pool), loadDemoData(db.pool)]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["loaded", "not_empty"]);
    expect(await readColumn(db.pool, "SELECT count(*)::int FROM contact")).toEqual([600]);
  });

  test("makes the first admin the one who did things by hand", async () => {
    await db.pool.query(`INSERT INTO app_user (email, name, role) VALUES
      ('max@attache.test', 'Max Marketer', 'marketer'), ('ada@attache.test', 'Ada Admin', 'admin')`);
    await db.pool.query("INSERT INTO app_user (email, name, role) VALUES ('eve@attache.test', 'Eve Admin', 'admin')");
    await loadDemoData(db.pool);
    const names = await readColumn(
      db.pool,
      "SELECT DISTINCT actor.name FROM attribution JOIN actor ON actor.id = actor_id WHERE source = 'manual'",
    );
    expect(names).toEqual(["Ada Admin"]);
  });

  test("works at any hour of the day, one minute past midnight included", async () => {
    const outcome = await loadDemoData(db.pool, { now: new Date("2026-03-01T00:01:00.000Z") });
    expect(outcome.outcome).toBe("loaded");
    const [last] = await readColumn<Date>(db.pool, "SELECT max(at) FROM attribution_event");
    expect(last!.getTime()).toBeLessThanOrEqual(Date.parse("2026-03-01T00:01:00.000Z"));
    expect(await inconsistencies(db.pool)).toEqual([]);
  });
});
