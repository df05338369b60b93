import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { emptyDatabase } from "./launcher/empty-database.mjs";
import { applyMigrations } from "./launcher/migrate.mjs";
import { schemaDrift } from "./schema-drift.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
let db;

beforeEach(async () => {
  db = await emptyDatabase();
  await applyMigrations(db.url, { root });
});

test("prisma/schema says of the database what the migrations have made of it", async () => {
  expect(await schemaDrift(db.url, root)).toBeNull();
});

describe("this test would see", () => {
  test.each([
    ["a column that the schema does not know", "ALTER TABLE segment ADD COLUMN color text", /DROP COLUMN "color"/],
    ["another type", "ALTER TABLE segment ALTER COLUMN created_at TYPE date", /ALTER COLUMN "created_at"/],
    ["another nullability", "ALTER TABLE campaign ALTER COLUMN name DROP NOT NULL", /ALTER COLUMN "name" SET NOT NULL/],
    ["a missing index", "DROP INDEX attribution__by_actor", /CREATE INDEX "attribution__by_actor"/],
    [
      "a rule that holds for other rows",
      `DROP INDEX attribution__one_active;
       CREATE UNIQUE INDEX attribution__one_active ON attribution (campaign_id, customer_id) WHERE status = 'inactive'`,
      /CREATE UNIQUE INDEX "attribution__one_active".*WHERE \(?status = 'active'/,
    ],
  ])("%s", async (_, change, complaint) => {
    await db.pool.query(change);
    expect(await schemaDrift(db.url, root)).toMatch(complaint);
  });
});
