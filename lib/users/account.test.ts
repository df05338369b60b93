import { beforeEach, expect, test } from "vitest";
import { signIn } from "@/lib/auth/sign-in";
import { useTestDatabase } from "@/lib/testing/database";
import { changePassword, saveTableSettings, updatePreferences } from "./account";
import { createFirstAdmin } from "./commands";
import { findSessionUser } from "./queries";

const db = useTestDatabase();
const ada = { email: "ada@attache.test", name: "Ada Lovelace", password: "correct horse battery" };
let userId: string;
let sessionId: string;

async function openSession(password: string): Promise<string> {
  const result = await signIn(db.pool, { email: ada.email, password, address: "10.0.0.1" });
  if (result.outcome !== "signed_in") throw new Error(result.outcome);
  userId = result.userId;
  return result.sessionId;
}

beforeEach(async () => {
  await createFirstAdmin(db.pool, ada);
  sessionId = await openSession(ada.password);
});

test("a password is changed with the current one, and other sessions end", async () => {
  const other = await openSession(ada.password);
  const given = { userId, sessionId, currentPassword: ada.password, newPassword: "a fresh long password" };
  expect(await changePassword(db.pool, given)).toBe("changed");
  expect(await findSessionUser(db.pool, sessionId)).not.toBeNull();
  expect(await findSessionUser(db.pool, other)).toBeNull();
  await expect(openSession(ada.password)).rejects.toThrow("refused");
  expect(await findSessionUser(db.pool, await openSession(given.newPassword))).not.toBeNull();
});

test("a password is not changed without the current one", async () => {
  const given = { userId, sessionId, currentPassword: "something else", newPassword: "a fresh long password" };
  expect(await changePassword(db.pool, given)).toBe("wrong_password");
  expect(await findSessionUser(db.pool, await openSession(ada.password))).not.toBeNull();
});

test("a password typed in another Unicode form is the same password", async () => {
  const given = { userId, sessionId, currentPassword: ada.password, newPassword: "pässwörd-länge" };
  await changePassword(db.pool, given);
  expect(await openSession(given.newPassword.normalize("NFD"))).not.toBe(sessionId);
});

test("preferences are those of the next request, and a new name is that of the history", async () => {
  await updatePreferences(db.pool, { userId, name: "Ada King", theme: "dark", timeZone: "Europe/Berlin" });
  const user = await findSessionUser(db.pool, sessionId);
  expect(user).toMatchObject({ name: "Ada King", theme: "dark", timeZone: "Europe/Berlin" });
  const { rows } = await db.pool.query("SELECT name FROM actor WHERE id = $1", [userId]);
  expect(rows).toEqual([{ name: "Ada King" }]);
});

test("a preference that is left out stays as it is, and one that is taken back is gone", async () => {
  await updatePreferences(db.pool, { userId, name: "Ada King", theme: "dark", timeZone: "Europe/Berlin" });
  await updatePreferences(db.pool, { userId, theme: "light" });
  const user = () => findSessionUser(db.pool, sessionId);
  expect(await user()).toMatchObject({ name: "Ada King", theme: "light", timeZone: "Europe/Berlin" });
  await updatePreferences(db.pool, { userId, timeZone: null });
  expect(await user()).toMatchObject({ name: "Ada King", theme: "light", timeZone: null });
});

test("each table's settings are remembered on their own", async () => {
  const compact = { hiddenColumns: ["source"], density: "compact" as const };
  const comfortable = { hiddenColumns: [], density: "comfortable" as const };
  await saveTableSettings(db.pool, { userId, table: "attributions", settings: compact });
  await saveTableSettings(db.pool, { userId, table: "contacts", settings: comfortable });
  const user = await findSessionUser(db.pool, sessionId);
  expect(user?.tableSettings).toEqual({ attributions: compact, contacts: comfortable });
});
