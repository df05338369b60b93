import { describe, expect, test } from "vitest";
import { changeStatus } from "@/lib/attributions/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { checkFile, importFile, rowsOf } from "@/lib/testing/imports";
import { makeWorld, refer } from "@/lib/testing/world";

const db = useTestDatabase();
const HEADER = "customer_email,campaign_uid,advocate_email,short_code,coupon_code,status,reason,attributed_at";
const csv = (...rows: string[]) => [HEADER, ...rows].join("\n");

test("rows create attributions by advocate, shortcode and coupon code", async () => {
  const world = await makeWorld(db.pool);
  const file = csv(
    "customer-1@example.test,spring,advocate-1@example.test",
    "customer-2@example.test,,,short-1,,,,",
    "customer-3@example.test,,,,coupon2,active,From the fair,2024-02-29",
  ).replace(
    "customer-1@example.test,spring,advocate-1@example.test",
    "customer-1@example.test,spring,advocate-1@example.test,,,,,",
  );
  const checked = await checkFile(db.pool, world, file);
  expect(checked.check?.outcomes).toMatchObject({ created: 3, rejected: 0 });
  const view = await importFile(db.pool, world, file);
  expect(view).toMatchObject({ state: "done", rowCount: 3, result: { outcomes: { created: 3 } } });
  const { rows } = await db.pool.query(
    `SELECT email, method, attribution.status, attribution.source, actor.name, actor.kind, attribution_event.reason,
       attribution.created_at < '2025-01-01' AS old
     FROM attribution JOIN contact ON contact.id = customer_id JOIN actor ON actor.id = attribution.actor_id
     JOIN attribution_event ON attribution_id = attribution.id ORDER BY email`,
  );
  const imported = { status: "active", source: "csv_import", name: "rows.csv", kind: "import" };
  expect(rows).toEqual([
    { ...imported, email: "customer-1@example.test", method: "advocate", reason: null, old: false },
    { ...imported, email: "customer-2@example.test", method: "shortcode", reason: null, old: false },
    { ...imported, email: "customer-3@example.test", method: "coupon", reason: "From the fair", old: true },
  ]);
});

describe("a row about a contact that is referred already", () => {
  test("leaves what it repeats unchanged, logs another advocate, deactivates and activates", async () => {
    const world = await makeWorld(db.pool, { customers: 5 });
    await refer(db.pool, world, 0, [0]);
    await refer(db.pool, world, 1, [0]);
    await refer(db.pool, world, 2, [0]);
    const [inactive] = await refer(db.pool, world, 3, [0]);
    await changeStatus(db.pool, world.actor, { ids: [inactive!], to: "inactive" });
    const view = await importFile(
      db.pool,
      world,
      csv(
        "customer-1@example.test,,,short-0,,,,",
        "customer-2@example.test,,,short-1,,,,",
        "customer-3@example.test,,,short-0,,inactive,Left,",
        "customer-4@example.test,,,short-0,,active,,",
        "customer-5@example.test,,,short-0,,inactive,,",
      ),
    );
    expect(await rowsOf(db.pool, view.id, "check")).toEqual(await rowsOf(db.pool, view.id));
    expect(await rowsOf(db.pool, view.id)).toEqual([
      "2: unchanged",
      "3: attempt",
      "4: deactivated",
      "5: activated",
      "6: rejected nothing_to_deactivate",
    ]);
  });

  test("reassigns to the row's advocate by the row's code when asked to", async () => {
    const world = await makeWorld(db.pool);
    const [standing] = await refer(db.pool, world, 0, [0]);
    const view = await importFile(db.pool, world, csv("customer-1@example.test,,,short-1,,,Moved,"), {
      choices: { other: "reassign" },
    });
    expect(view.result?.outcomes).toMatchObject({ reassigned: 1 });
    const { rows } = await db.pool.query(
      "SELECT id = $1 AS former, status, inactive_reason, method FROM attribution ORDER BY id",
      [standing],
    );
    expect(rows).toEqual([
      { former: true, status: "inactive", inactive_reason: "reassigned", method: "advocate" },
      { former: false, status: "active", inactive_reason: null, method: "shortcode" },
    ]);
  });
});
