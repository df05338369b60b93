import { expect, test } from "vitest";
import { signIn } from "@/lib/auth/sign-in";
import { useTestDatabase } from "@/lib/testing/database";
import * as users from "./commands";
import { findInvitation, findSessionUser, isSetupOpen, listTeam } from "./queries";

const db = useTestDatabase();
const ada = { email: "Ada@Attache.test", name: "Ada Lovelace", password: "correct horse battery" };

async function makeAdmin(user = ada): Promise<string> {
  await users.createFirstAdmin(db.pool, user);
  const { rows } = await db.pool.query("SELECT id FROM app_user WHERE email = $1", [user.email]);
  return rows[0].id;
}

async function join(email: string, role: "admin" | "marketer"): Promise<string> {
  const invited = await users.inviteUser(db.pool, { email, name: email, role });
  if (invited.outcome !== "invited") throw new Error(invited.outcome);
  await users.acceptInvitation(db.pool, { token: invited.token, password: ada.password });
  return invited.userId;
}

async function openSession(email: string): Promise<string> {
  const result = await signIn(db.pool, { email, password: ada.password, address: "10.0.0.1" });
  if (result.outcome !== "signed_in") throw new Error(result.outcome);
  return result.sessionId;
}

test("a setup link creates the first admin once, and only while there is no user", async () => {
  const token = (await users.createSetupLink(db.pool))!;
  expect(await isSetupOpen(db.pool, token)).toBe(true);
  expect(await users.createAdminBySetupLink(db.pool, { token, ...ada })).toBe("created");
  expect(await users.createAdminBySetupLink(db.pool, { token, ...ada, email: "b@attache.test" })).toBe("link_invalid");
  expect(await isSetupOpen(db.pool, token)).toBe(false);
  expect(await users.createSetupLink(db.pool)).toBeNull();
  expect((await listTeam(db.pool)).map(({ email, role, status }) => ({ email, role, status }))).toEqual([
    { email: ada.email, role: "admin", status: "active" },
  ]);
});

test("of many who use one setup link at once, one becomes the admin", async () => {
  const token = (await users.createSetupLink(db.pool))!;
  const outcomes = await Promise.all(
    [1, 2, 3, 4].map((n) => users.createAdminBySetupLink(db.pool, { token, ...ada, email: `a${n}@attache.test` })),
  );
  expect(outcomes.filter((outcome) => outcome === "created")).toHaveLength(1);
  expect(await listTeam(db.pool)).toHaveLength(1);
});

test("a newer setup link replaces an older one, and an expired one does not work", async () => {
  const first = (await users.createSetupLink(db.pool))!;
  const second = (await users.createSetupLink(db.pool))!;
  expect(await isSetupOpen(db.pool, first)).toBe(false);
  await db.pool.query("UPDATE user_link SET expires_at = now()");
  expect(await isSetupOpen(db.pool, second)).toBe(false);
  expect(await users.createAdminBySetupLink(db.pool, { token: second, ...ada })).toBe("link_invalid");
});

test("the operator's first admin is created only where there is no user", async () => {
  expect(await users.createFirstAdmin(db.pool, ada)).toBe("created");
  expect(await users.createFirstAdmin(db.pool, { ...ada, email: "b@attache.test" })).toBe("exists");
});

test("an e-mail is one user whatever its case, padding and Unicode form", async () => {
  await makeAdmin();
  const again = { email: " ada@ATTACHE.test", name: "Other", role: "marketer" as const };
  expect(await users.inviteUser(db.pool, again)).toEqual({ outcome: "email_taken" });
});

test("an invitation works once, names whom it is for, and a newer one replaces it", async () => {
  await makeAdmin();
  const invited = await users.inviteUser(db.pool, { email: "g@attache.test", name: "Grace", role: "marketer" });
  if (invited.outcome !== "invited") throw new Error(invited.outcome);
  expect(await findInvitation(db.pool, invited.token)).toEqual({ email: "g@attache.test", name: "Grace" });
  const newer = (await users.renewInvitation(db.pool, invited.userId))!;
  expect(await findInvitation(db.pool, invited.token)).toBeNull();
  const given = { token: newer, password: ada.password };
  expect(await users.acceptInvitation(db.pool, given)).toEqual({ outcome: "accepted", email: "g@attache.test" });
  expect(await users.acceptInvitation(db.pool, given)).toEqual({ outcome: "link_invalid" });
});

test("a new password by a one-time link ends the sessions opened with the old one", async () => {
  await makeAdmin();
  const userId = await join("g@attache.test", "marketer");
  const session = await openSession("g@attache.test");
  const token = (await users.renewInvitation(db.pool, userId))!;
  await users.acceptInvitation(db.pool, { token, password: "another long password" });
  expect(await findSessionUser(db.pool, session)).toBeNull();
});

test("a changed role is that of the very next request of an open session", async () => {
  await makeAdmin();
  const userId = await join("g@attache.test", "marketer");
  const session = await openSession("g@attache.test");
  expect(await users.changeRole(db.pool, { userId, role: "admin" })).toBe("changed");
  expect((await findSessionUser(db.pool, session))?.role).toBe("admin");
});

test("a disabled user has no session, no link and no way to sign in, until enabled again", async () => {
  await makeAdmin();
  const userId = await join("g@attache.test", "marketer");
  const session = await openSession("g@attache.test");
  const link = (await users.renewInvitation(db.pool, userId))!;
  expect(await users.setDisabled(db.pool, { userId, disabled: true })).toBe("changed");
  expect(await findSessionUser(db.pool, session)).toBeNull();
  expect(await findInvitation(db.pool, link)).toBeNull();
  expect(await users.renewInvitation(db.pool, userId)).toBeNull();
  await expect(openSession("g@attache.test")).rejects.toThrow("refused");
  await users.setDisabled(db.pool, { userId, disabled: false });
  expect(await findSessionUser(db.pool, session)).toBeNull();
  expect((await findSessionUser(db.pool, await openSession("g@attache.test")))?.id).toBe(userId);
});

test("signing out everywhere ends every session of that user and of nobody else", async () => {
  await makeAdmin();
  const userId = await join("g@attache.test", "marketer");
  const sessions = [await openSession("g@attache.test"), await openSession("g@attache.test")];
  const own = await openSession(ada.email);
  expect(await users.endSessions(db.pool, userId)).toBe(2);
  for (const session of sessions) expect(await findSessionUser(db.pool, session)).toBeNull();
  expect(await findSessionUser(db.pool, own)).not.toBeNull();
});

test("the last admin can be neither demoted nor disabled", async () => {
  const userId = await makeAdmin();
  // Somebody who was invited as an admin and never came cannot administer anything.
  await users.inviteUser(db.pool, { email: "g@attache.test", name: "Grace", role: "admin" });
  expect(await users.changeRole(db.pool, { userId, role: "marketer" })).toBe("last_admin");
  expect(await users.setDisabled(db.pool, { userId, disabled: true })).toBe("last_admin");
  expect((await listTeam(db.pool)).find(({ id }) => id === userId)).toMatchObject({ role: "admin", status: "active" });
});

test("two admins who demote each other at the same moment leave one admin", async () => {
  const first = await makeAdmin();
  const second = await join("g@attache.test", "admin");
  for (let round = 0; round < 10; round++) {
    const outcomes = await Promise.all(
      [first, second].map((userId) => users.changeRole(db.pool, { userId, role: "marketer" })),
    );
    expect(outcomes.sort()).toEqual(["changed", "last_admin"]);
    await db.pool.query("UPDATE app_user SET role = 'admin'");
  }
});

test("what is not there is not changed", async () => {
  const userId = "00000000-0000-7000-8000-00000000000f";
  expect(await users.changeRole(db.pool, { userId, role: "admin" })).toBe("not_found");
  expect(await users.setDisabled(db.pool, { userId, disabled: true })).toBe("not_found");
  expect(await users.renewInvitation(db.pool, userId)).toBeNull();
});
