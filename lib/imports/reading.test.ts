import { beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, cancelWhen, mustBeTaken, uploadFile, viewOf } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { startCheck } from "./commands";
import { DEFAULT_CHOICES } from "./schema";
import { workOff } from "./worker";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

test("a connection that is lost while the file is read costs nothing but time: it is read again, once", async () => {
  const rows = Array.from({ length: 60_000 }, () => ({ customer_email: "customer-1@example.test", short_code: "x" }));
  const id = await uploadFile(db.pool, world, attributionsCsv(...rows));
  const { mapping } = await viewOf(db.pool, id);
  // The progress that is noted while the rows are copied ends the connection that copies them.
  await db.pool.query(`
    CREATE TABLE lost_for_test (pid integer);
    CREATE FUNCTION lose_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO lost_for_test SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE 'COPY import_row%' AND state = 'active' AND pid <> pg_backend_pid() AND NOT EXISTS (SELECT FROM lost_for_test);
      PERFORM pg_terminate_backend(pid) FROM lost_for_test;
      RETURN NEW;
    END $$;
    CREATE TRIGGER lose_for_test AFTER UPDATE ON import_run FOR EACH ROW
    WHEN (NEW.phase = 'reading' AND OLD.done = 0 AND NEW.done > 0) EXECUTE FUNCTION lose_for_test()`);
  await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES }));
  await workOff(db.pool);
  expect((await db.pool.query("SELECT FROM lost_for_test")).rowCount).toBe(1);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "checked", rowCount: 60_000, failure: null });
});

test("reading that is cancelled leaves no row, and the import as it was", async () => {
  const rows = Array.from({ length: 60_000 }, () => ({ customer_email: "customer-1@example.test", short_code: "x" }));
  const id = await uploadFile(db.pool, world, attributionsCsv(...rows));
  const { mapping } = await viewOf(db.pool, id);
  await cancelWhen(db.pool, "NEW.phase = 'reading' AND OLD.done = 0 AND NEW.done > 0");
  await mustBeTaken(startCheck(db.pool, { id, mapping, choices: DEFAULT_CHOICES }));
  await workOff(db.pool);
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "uploaded", rowCount: null, cancelling: false });
  expect((await db.pool.query("SELECT FROM import_row LIMIT 1")).rows).toEqual([]);
});
