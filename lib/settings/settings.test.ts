import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld } from "@/lib/testing/world";
import { changeSettings } from "./commands";
import { findSettings, listSettingsChanges } from "./queries";
import { changeSettingsSchema, DEFAULT_SETTINGS } from "./schema";

const db = useTestDatabase();

test("until somebody sets something the defaults count, and there is no history", async () => {
  expect(await findSettings(db.pool)).toEqual(DEFAULT_SETTINGS);
  expect(await listSettingsChanges(db.pool)).toEqual([]);
});

test("a change is kept with who made it and what it was before, for ever", async () => {
  const { actor } = await makeWorld(db.pool);
  expect(await changeSettings(db.pool, actor, { version: 0, logKeptDays: 30 })).toBe("changed");
  expect(await changeSettings(db.pool, actor, { version: 1, logKeptDays: 365 })).toBe("changed");
  expect(await findSettings(db.pool)).toEqual({ version: 2, logKeptDays: 365 });
  expect(await listSettingsChanges(db.pool)).toMatchObject([
    { version: 2, by: "Ada Admin", was: 30, logKeptDays: 365 },
    { version: 1, by: "Ada Admin", was: 90, logKeptDays: 30 },
  ]);
});

test("what is so already is no change, and who saw older settings is told so, also of two at once", async () => {
  const { actor } = await makeWorld(db.pool);
  expect(await changeSettings(db.pool, actor, { version: 0, logKeptDays: 90 })).toBe("unchanged");
  const both = await Promise.all(
    [10, 20, 30, 40].map((logKeptDays) => changeSettings(db.pool, actor, { version: 0, logKeptDays })),
  );
  expect(both.sort()).toEqual(["changed", "changed_meanwhile", "changed_meanwhile", "changed_meanwhile"]);
  expect(await changeSettings(db.pool, actor, { version: 0, logKeptDays: 50 })).toBe("changed_meanwhile");
  expect(await listSettingsChanges(db.pool)).toHaveLength(1);
});

test.each([2, 3651, 7.5, Number.NaN, "30", null])("%s days are refused with what may be typed", (logKeptDays) => {
  const { success, error } = changeSettingsSchema.safeParse({ version: 0, logKeptDays });
  expect(success).toBe(false);
  expect(error?.issues[0]).toMatchObject({
    path: ["logKeptDays"],
    message: "Type a whole number of days between 3 and 3650.",
  });
});
