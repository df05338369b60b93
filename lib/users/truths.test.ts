import sql from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";

const { refuses, guarantees } = useTruths();
const NOBODY = "00000000-0000-7000-8000-00000000dead";
const SYSTEM = "00000000-0000-7000-8000-000000000001";

const insertUser = (email: string, { role = "admin", theme = "auto" } = {}) =>
  sql`INSERT INTO app_user (email, name, role, theme) VALUES (${email}, 'Someone', ${role}, ${theme})`;

refuses("app_user__pk", {
  "two users never share an id": ({ actor }) =>
    sql`INSERT INTO app_user (id, email, name, role) VALUES (${actor.actorId}, 'b@attache.test', 'B', 'admin')`,
});

refuses("app_user__email_unique", {
  "an account's e-mail is taken in upper case too": () => insertUser("ADA@Attache.TEST"),
  "an account's e-mail is taken with spaces around it too": () => insertUser("  ada@attache.test "),
  "an account's e-mail is taken in another Unicode form too": () => insertUser("ａｄａ@attache.test"),
});

refuses("app_user__role_known", {
  "a user is an admin or a marketer": () => insertUser("b@attache.test", { role: "owner" }),
});

refuses("app_user__theme_known", {
  "a theme is auto, light or dark": () => insertUser("b@attache.test", { theme: "sepia" }),
});

const actorOf = (email: string) => sql`
  SELECT actor.kind, actor.name, actor.user_id = app_user.id AND actor.id = app_user.id AS "sharesId"
  FROM app_user JOIN actor ON actor.user_id = app_user.id WHERE app_user.email = ${email}`;

guarantees("app_user__has_actor", "a new user can act at once, under the same id", async (tx) => {
  await tx.query(insertUser("b@attache.test"));
  const { rows } = await tx.query(actorOf("b@attache.test"));
  expect(rows).toEqual([{ kind: "user", name: "Someone", sharesId: true }]);
});

guarantees("app_user__has_actor", "a renamed user is renamed in the audit trail", async (tx) => {
  await tx.query(sql`UPDATE app_user SET name = 'Ada Renamed' WHERE email = 'ada@attache.test'`);
  const { rows } = await tx.query(actorOf("ada@attache.test"));
  expect(rows).toEqual([{ kind: "user", name: "Ada Renamed", sharesId: true }]);
});

const withPassword = sql`UPDATE app_user SET password_hash = 'hash' WHERE email = 'ada@attache.test'`;
const insertAdmin = (password: string | null, disabled: boolean) => sql`
  INSERT INTO app_user (email, name, role, password_hash, disabled_at)
  VALUES ('b@attache.test', 'B', 'admin', ${password}, CASE WHEN ${disabled}::boolean THEN now() END)`;
const demote = (email: string) => sql`UPDATE app_user SET role = 'marketer' WHERE email = ${email}`;
const disable = sql`UPDATE app_user SET disabled_at = now() WHERE email = 'ada@attache.test'`;

refuses("app_user__admin_remains", {
  "the last admin is not demoted": () => [withPassword, demote("ada@attache.test")],
  "the last admin is not disabled": () => [withPassword, disable],
  "an admin who has not accepted the invitation yet does not count": () => [
    withPassword,
    insertAdmin(null, false),
    disable,
  ],
  "a disabled admin does not count": () => [withPassword, insertAdmin("hash", true), disable],
});

guarantees("app_user__admin_remains", "one of two admins can go", async (tx) => {
  await tx.query(withPassword);
  await tx.query(insertAdmin("hash", false));
  expect((await tx.query(demote("ada@attache.test"))).rowCount).toBe(1);
});

const SESSION = "00000000-0000-4000-8000-000000000001";
const insertSession = (userId: string) =>
  sql`INSERT INTO user_session (id, user_id, expires_at) VALUES (${SESSION}, ${userId}, now())`;

refuses("user_session__pk", {
  "two sessions never share an id": ({ actor }) => [insertSession(actor.actorId), insertSession(actor.actorId)],
});

refuses("user_session__user", {
  "a session belongs to a user who exists": () => insertSession(NOBODY),
});

const insertLink = (kind: string, userId: string | null) =>
  sql`INSERT INTO user_link (token_hash, kind, user_id, expires_at) VALUES ('hash', ${kind}, ${userId}, now())`;

refuses("user_link__pk", {
  "a one-time link exists once": () => [insertLink("setup", null), insertLink("setup", null)],
});

refuses("user_link__user", {
  "an invitation names a user who exists": () => insertLink("invitation", NOBODY),
});

refuses("user_link__kind_known", {
  "a link is for the first set-up or an invitation": () => insertLink("reset", null),
});

refuses("user_link__invitation_names_user", {
  "an invitation names its user": () => insertLink("invitation", null),
  "a set-up link names nobody yet": ({ actor }) => insertLink("setup", actor.actorId),
});

const insertThrottle = sql`
  INSERT INTO sign_in_throttle (key, failures, window_started_at) VALUES ('account:ada@attache.test', 1, now())`;

refuses("sign_in_throttle__pk", {
  "failed sign-ins of an account are counted in one place": () => [insertThrottle, insertThrottle],
});

const insertActor = (id: string, kind: string, userId: string | null) =>
  sql`INSERT INTO actor (id, kind, name, user_id) VALUES (${id}, ${kind}, 'Somebody', ${userId})`;

refuses("actor__pk", {
  "nobody else can be the system": () => insertActor(SYSTEM, "import", null),
});

refuses("actor__kind_known", {
  "an actor is of a known kind": () => insertActor(NOBODY, "robot", null),
});

refuses("actor__user", {
  "an actor who is a user is one who exists": () => insertActor(NOBODY, "user", NOBODY),
});

refuses("actor__user_is_itself", {
  "an actor of the kind user names its user": () => insertActor(NOBODY, "user", null),
  "an actor of another kind names no user": ({ actor }) => insertActor(NOBODY, "api_key", actor.actorId),
  "nobody acts under the user of somebody else": ({ actor }) => insertActor(NOBODY, "user", actor.actorId),
});

refuses("actor__kept", {
  "an actor is never deleted": () => sql`DELETE FROM actor WHERE id = ${SYSTEM}`,
  "the actors are never emptied": () => sql`TRUNCATE actor CASCADE`,
});

refuses("actor__not_rekeyed", {
  "an actor's id never changes": () => sql`UPDATE actor SET id = ${NOBODY} WHERE id = ${SYSTEM}`,
  "an actor's kind never changes": () => sql`UPDATE actor SET kind = 'import' WHERE id = ${SYSTEM}`,
  "an actor's user never changes": ({ actor }) => sql`UPDATE actor SET user_id = NULL WHERE id = ${actor.actorId}`,
});

guarantees("actor__not_rekeyed", "a name can be erased without touching history", async (tx, { actor }) => {
  const { rowCount } = await tx.query(sql`UPDATE actor SET name = '' WHERE id = ${actor.actorId}`);
  expect(rowCount).toBe(1);
});
