/** For the runs that kill Attaché amid requests: programs that send each request three times until it is answered. */
import { setTimeout as wait } from "node:timers/promises";
import { createApiKey } from "@/lib/api-keys/commands";
import { makeWorld } from "@/lib/testing/world";
import { signalTo } from "../processes.mjs";
import { startAttache } from "../run-attache.mjs";
import { freePort } from "../socket-folder.mjs";
import { makeTestFolder } from "../test-folder.mjs";
import { openTestPool } from "../test-pool.mjs";

const SENDS = 3;
/** So many keys are sent at once, each by all its senders. */
const KEYS_AT_ONCE = 8;
const BETWEEN_TRIES_MS = 50;
const PATIENCE_MS = 120_000;
const RECORD = "/api/v1/referral_attribution/record";
const admin = { ATTACHE_ADMIN_EMAIL: "root@attache.test", ATTACHE_ADMIN_PASSWORD: "correct horse battery staple" };

/**
 * Sends one referral for each of so many Idempotency-Keys, three times at once, and again until each is answered, while
 * the server or its database is killed at random moments.
 * @param {{ keys: number, kills: ("server" | "database")[] }} options kills: what is killed, one after the other, spread over the run
 * @returns what was answered, and what is in the database afterwards
 */
export async function sendAmidKills({ keys, kills }) {
  const folder = await makeTestFolder();
  const port = String(await freePort());
  const start = () => startAttache({ dataFolder: folder.dataFolder, env: { ...admin, PORT: port } });
  let attache = await start();
  try {
    const authorization = await makeKey(attache.databaseUrl);
    const answers = Array.from({ length: keys }, () => []);
    const tries = { sent: 0, lost: 0, failed: 0 };
    const running = sendAll({ url: attache.url, authorization, answers, tries });
    let isDone = false;
    const ended = running.finally(() => {
      isDone = true;
    });
    for (const [nth, victim] of kills.entries()) {
      // Somewhere in this kill's share of the run, and so amid whatever is under way then.
      const from = ((nth + Math.random()) / kills.length) * keys;
      while (!isDone && answered(answers) < from) await wait(5);
      if (isDone) break;
      attache = await kill(victim, attache, start);
    }
    await ended;
    // What was kept is what was answered, also after the last kill.
    await sendAll({ url: attache.url, authorization, answers, tries, sends: 1 });
    return { answers, tries, kept: await keptIn(attache.databaseUrl) };
  } finally {
    await attache.stop();
    folder.remove();
  }
}

const answered = (answers) => answers.filter(({ length }) => length > 0).length;

async function kill(victim, attache, start) {
  const { server, database } = attache.processes();
  if (victim === "server") {
    signalTo(server, "SIGKILL");
    await attache.ended;
    return start();
  }
  const isBack = /^The private database is back$/gm;
  const before = attache.output().match(isBack)?.length ?? 0;
  signalTo(database, "SIGKILL");
  while ((attache.output().match(isBack)?.length ?? 0) === before) await wait(20);
  return attache;
}

/** A key that is not throttled, and an advocate whose code is `short-0`. */
async function makeKey(databaseUrl) {
  const pool = openTestPool(databaseUrl, { max: 1 });
  const { rows } = await pool.query("SELECT id FROM app_user");
  await makeWorld(pool, { advocates: 1, customers: 0 });
  const asked = { name: "Senders", integration: "own_code", scopes: ["attributions:write"] };
  const { secret } = await createApiKey(pool, rows[0].id, asked);
  await pool.query("UPDATE api_key SET requests_per_second = 10000");
  await pool.end();
  return `Bearer ${secret}`;
}

async function sendAll({ url, authorization, answers, tries, sends = SENDS }) {
  let next = 0;
  const sender = async () => {
    while (next < answers.length) {
      const nth = next++;
      const all = Array.from({ length: sends }, () => sendUntilAnswered({ url, authorization, nth, tries }));
      answers[nth].push(...(await Promise.all(all)));
    }
  };
  await Promise.all(Array.from({ length: KEYS_AT_ONCE }, sender));
}

/** A program that means it: whatever is no answer (no connection, a server's own fault) is sent again. */
async function sendUntilAnswered({ url, authorization, nth, tries }) {
  const request = {
    method: "POST",
    headers: { authorization, "content-type": "application/json", "idempotency-key": `key-${nth}` },
    body: JSON.stringify({ customer_email: `person-${nth}@people.test`, short_code: "short-0" }),
  };
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await wait(BETWEEN_TRIES_MS)) {
    tries.sent++;
    try {
      const answer = await fetch(url + RECORD, request);
      const body = await answer.text();
      if (answer.status < 500) return { status: answer.status, body };
      tries.failed++;
    } catch {
      tries.lost++;
    }
  }
  throw new Error(`key-${nth} was not answered`);
}

/** What there is of what was sent: of each there must be as many as keys. */
async function keptIn(databaseUrl) {
  const pool = openTestPool(databaseUrl, { max: 1 });
  const { rows } = await pool.query(`
    SELECT (SELECT count(*) FROM attribution)::int AS attributions,
      (SELECT count(*) FROM attribution WHERE status = 'active')::int AS active,
      (SELECT count(*) FROM attribution_event)::int AS events,
      (SELECT count(*) FROM contact WHERE source = 'api')::int AS contacts,
      (SELECT count(*) FROM api_answer WHERE status = 201)::int AS "keptAnswers",
      (SELECT count(*) FROM integration_event WHERE outcome = 'done')::int AS "loggedAsDone"`);
  await pool.end();
  return rows[0];
}

/** The keys whose answers are not what they must be: the same bytes for all, and 201 for the one that had the effect. */
export function contradictions(answers) {
  return answers.flatMap((all, nth) => {
    const isOne = new Set(all.map(({ body }) => body)).size === 1;
    const firsts = all.filter(({ status }) => status === 201).length;
    const isExpected = all.every(({ status }) => status === 200 || status === 201);
    return isOne && isExpected && firsts <= 1 ? [] : [{ key: `key-${nth}`, all }];
  });
}

/** What must be in the database after so many keys. */
export const once = (keys) => ({
  ...{ attributions: keys, active: keys, events: keys, contacts: keys, keptAnswers: keys, loggedAsDone: keys },
});
