import { beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { createFirstAdmin, inviteUser } from "@/lib/users/commands";
import { findSessionUser } from "@/lib/users/queries";
import { signIn, signOut } from "./sign-in";

const db = useTestDatabase();
const ada = { email: "ada@attache.test", name: "Ada Lovelace", password: "correct horse battery" };
const right = { email: ada.email, password: ada.password, address: "10.0.0.1" };
const wrong = { ...right, password: "wrong" };

beforeEach(async () => {
  await createFirstAdmin(db.pool, ada);
});

async function failures(count: number, attempt = wrong): Promise<string[]> {
  const outcomes: string[] = [];
  for (let n = 0; n < count; n++) outcomes.push((await signIn(db.pool, attempt)).outcome);
  return outcomes;
}

test("the right e-mail in any case and the right password open a session that names its user", async () => {
  const result = await signIn(db.pool, { ...right, email: " ADA@attache.test " });
  if (result.outcome !== "signed_in") throw new Error(result.outcome);
  expect(await findSessionUser(db.pool, result.sessionId)).toMatchObject({ email: ada.email, role: "admin" });
});

test("a signed-out, an expired and an unknown session are nobody's", async () => {
  const sessions: string[] = [];
  for (let n = 0; n < 2; n++) {
    const result = await signIn(db.pool, right);
    if (result.outcome === "signed_in") sessions.push(result.sessionId);
  }
  await signOut(db.pool, sessions[0]!);
  await db.pool.query("UPDATE user_session SET expires_at = now() WHERE id = $1", [sessions[1]]);
  for (const id of [...sessions, "00000000-0000-4000-8000-00000000000f"]) {
    expect(await findSessionUser(db.pool, id)).toBeNull();
  }
});

test("unknown e-mail, wrong password and an unfinished invitation are one and the same refusal", async () => {
  await inviteUser(db.pool, { email: "g@attache.test", name: "Grace", role: "marketer" });
  for (const attempt of [wrong, { ...right, email: "nobody@attache.test" }, { ...right, email: "g@attache.test" }]) {
    expect(await signIn(db.pool, attempt)).toEqual({ outcome: "refused" });
  }
});

test("an account is closed to guesses after ten, to the right password too, whether it exists or not", async () => {
  for (const email of [ada.email, "nobody@attache.test"]) {
    const attempt = { ...wrong, email };
    expect(await failures(10, attempt)).toEqual(Array(10).fill("refused"));
    expect((await signIn(db.pool, { ...attempt, address: "10.9.9.9" })).outcome).toBe("throttled");
  }
  expect(await signIn(db.pool, right)).toEqual({ outcome: "throttled" });
});

test("many guesses at the same moment are counted before any is tried", async () => {
  const outcomes = await Promise.all(Array.from({ length: 30 }, () => signIn(db.pool, wrong)));
  expect(outcomes.filter(({ outcome }) => outcome === "refused")).toHaveLength(10);
  expect(outcomes.filter(({ outcome }) => outcome === "throttled")).toHaveLength(20);
});

test("an address that tries many accounts is throttled", async () => {
  for (let n = 0; n < 50; n++) await signIn(db.pool, { ...wrong, email: `user-${n}@attache.test` });
  expect(await signIn(db.pool, right)).toEqual({ outcome: "throttled" });
  expect((await signIn(db.pool, { ...right, address: "10.0.0.2" })).outcome).toBe("signed_in");
});

test("success and the end of the window both start the count anew", async () => {
  await failures(9);
  expect((await signIn(db.pool, right)).outcome).toBe("signed_in");
  await failures(10);
  await db.pool.query("UPDATE sign_in_throttle SET window_started_at = now() - interval '16 minutes'");
  expect((await signIn(db.pool, right)).outcome).toBe("signed_in");
});

test("the throttle keeps neither e-mail nor address", async () => {
  await failures(1);
  const { rows } = await db.pool.query("SELECT key FROM sign_in_throttle");
  expect(rows).toHaveLength(2);
  for (const { key } of rows) expect(key).not.toMatch(/ada|10\.0\.0/);
});
