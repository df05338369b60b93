import type pg from "pg";
import { expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { makeWorld, type World } from "@/lib/testing/world";
import { startAttache } from "../launcher/run-attache.mjs";
import { openTestPool } from "../launcher/test-pool.mjs";
import { cpuOf, type Load, load, type Sent } from "./api-load";

/** The real program, built before (`npm test` or `npm start` builds it), on its real database. */
const CONNECTIONS = 20;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 8);
const BATCH = 1_000;
const BATCHES = 20;
/** So many batches are sent before each measurement. */
const WARMING = 3;
/** So many batches are there before anything is measured. */
const FILLING = 20;
const RECORD = "/api/v1/referral_attribution/record";
const admin = { ATTACHE_ADMIN_EMAIL: "bench@attache.test", ATTACHE_ADMIN_PASSWORD: "correct horse battery staple" };

/**
 * A handler of the same server that does nothing: the launcher's own, which answers whoever is not the launcher at once,
 * without reading the body or asking the database.
 */
const empty = (): Sent => ({ path: "/api/launch", body: "{}", headers: {}, status: 404 });

/** What a plain program would send in place of a batch: the same rows, by one statement, without any check. */
const PLAIN = `
  WITH person AS (
    INSERT INTO contact (email, status, source) SELECT unnest($1::text[]), 'prospect', 'api' RETURNING id),
  told AS (
    INSERT INTO audit_event (kind, actor_id, source, contact_id) SELECT 'contact.created', $2::uuid, 'api', id FROM person),
  referred AS (
    INSERT INTO attribution (campaign_id, customer_id, advocate_id, status, method, code_id, source, actor_id)
    SELECT $3::uuid, person.id, $4::uuid, 'active', 'shortcode', $5::uuid, 'api', $2::uuid FROM person
    RETURNING id, campaign_id, customer_id)
  INSERT INTO attribution_event (attribution_id, campaign_id, customer_id, kind, to_status, actor_id, source)
  SELECT id, campaign_id, customer_id, 'attribution.created', 'active', $2::uuid, 'api' FROM referred`;

async function open() {
  const attache = await startAttache({ env: admin });
  const pool = openTestPool(attache.databaseUrl, { max: 2 });
  const { rows } = await pool.query("SELECT id FROM app_user");
  const world = await makeWorld(pool, { advocates: 1, customers: 0 });
  const scopes = ["attributions:write" as const];
  const made = await createApiKey(pool, rows[0].id, { name: "Bench", integration: "own_code", scopes });
  if (made.outcome !== "created") throw new Error("The key was refused.");
  await pool.query("UPDATE api_key SET requests_per_second = 10000");
  await pool.query("ANALYZE");
  return { attache, pool, world, keyId: made.id, authorization: `Bearer ${made.secret}` };
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const rate = (value: number) => Math.round(value).toLocaleString("en");

test("record against an empty handler of the same server, and batches against a bare INSERT", async () => {
  const { attache, pool, world, keyId, authorization } = await open();
  let people = 0;
  const referral = () => ({
    ...{ customer_email: `person-${++people}@people.test`, first_name: "Nia", last_name: "Lee" },
    short_code: world.advocates[0]!.shortcode,
  });
  try {
    const record = (): Sent => ({
      ...{ path: RECORD, body: JSON.stringify(referral()), status: 201 },
      headers: { authorization, "idempotency-key": `key-${people}` },
    });
    await fill(attache, pool, referral, authorization);
    const filled = people;
    await single(attache, { empty, record });
    const { rows } = await pool.query(
      `SELECT (SELECT count(*) FROM attribution WHERE status = 'active')::int AS active,
         (SELECT count(*) FROM integration_event)::int AS logged, (SELECT count(*) FROM api_answer)::int AS kept`,
    );
    const sent = people - filled;
    expect(rows[0]).toEqual({ active: people, logged: sent + FILLING, kept: sent });

    reportHeader();
    const name = "record_batch, of contacts who are";
    await batches(attache, { what: `${name} new, 1 at a time`, connections: 1, referral, authorization });
    await batches(attache, { what: `${name} new, 2 at a time`, connections: 2, referral, authorization });
    const known = await knownContacts(pool, referral);
    await batches(attache, { what: `${name} known, 1 at a time`, connections: 1, referral: known, authorization });
    await plainBatches(attache, pool, world, keyId);
  } finally {
    await pool.end();
    await attache.stop();
  }
});

/**
 * A database in use: with 20,000 contacts who were referred, and statistics that say so, as PostgreSQL makes them within
 * a minute. Statements that were planned for tables known to be empty would be measured otherwise.
 */
async function fill(attache: Attache, pool: pg.Pool, referral: () => object, authorization: string) {
  const all = Array.from({ length: FILLING }, () => batch(referral, { authorization }));
  await load(attache.url, { connections: 2, seconds: 600, next: () => all.pop() ?? null });
  await pool.query("VACUUM ANALYZE");
}

function batch(referral: () => object, headers: Record<string, string>): Sent {
  const body = JSON.stringify({ records: Array.from({ length: BATCH }, referral) });
  return { path: `${RECORD}_batch`, body, headers, status: 200 };
}

type Attache = Awaited<ReturnType<typeof startAttache>>;

/** One referral a request, in turns with the handler that does nothing, so that what runs beside hits both alike. */
async function single(attache: Attache, { empty, record }: Record<"empty" | "record", () => Sent>) {
  const run = (next: () => Sent, seconds = SECONDS) => load(attache.url, { connections: CONNECTIONS, seconds, next });
  await run(empty, 3);
  await run(record, 5);
  const rounds: { empty: Load; record: Load; server: number; database: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const nothing = await run(empty);
    const before = cpuOf(attache);
    const recorded = await run(record);
    const after = cpuOf(attache);
    const each = (part: "server" | "database") => ((after[part] - before[part]) * 1000) / recorded.requests;
    rounds.push({ empty: nothing, record: recorded, server: each("server"), database: each("database") });
  }
  const lines = rounds.map((one) => {
    const said = ({ perSecond, p50, p99 }: Load) => `${rate(perSecond)} | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms`;
    return (
      `| ${said(one.empty)} | ${said(one.record)} | ${(one.record.perSecond / one.empty.perSecond).toFixed(2)} | ` +
      `${one.server.toFixed(2)} + ${one.database.toFixed(2)} ms |`
    );
  });
  const ratio = median(rounds.map((one) => one.record.perSecond / one.empty.perSecond));
  console.log(
    [
      `\n### record, ${CONNECTIONS} connections; median ratio ${ratio.toFixed(2)}`,
      "",
      "| empty, requests/s | p50 | p99 | record, requests/s | p50 | p99 | ratio | processor time of a record, server + database |",
      "|---|---|---|---|---|---|---|---|",
      ...lines,
    ].join("\n"),
  );
}

function reportBatches(what: string, seconds: number, cpu: { server: number; database: number }) {
  const rows = BATCHES * BATCH;
  console.log(
    `| ${what} | ${rate(rows / seconds)}/s | ${rate(rows / (cpu.server + cpu.database))}/s | ` +
      `${((cpu.server * 1e6) / rows).toFixed(0)} + ${((cpu.database * 1e6) / rows).toFixed(0)} µs |`,
  );
}

/** What it takes from one moment to the other. */
async function measured(attache: Attache, work: () => Promise<unknown>) {
  const [before, start] = [cpuOf(attache), performance.now()];
  await work();
  const [after, seconds] = [cpuOf(attache), (performance.now() - start) / 1000];
  return { seconds, cpu: { server: after.server - before.server, database: after.database - before.database } };
}

function reportHeader() {
  console.log(
    [
      `\n### record_batch, ${BATCH} in a request`,
      "",
      "| what | attributions a second | attributions a second of processor time | each takes, server + database |",
      "|---|---|---|---|",
    ].join("\n"),
  );
}

type Batches = { what: string; connections: number; referral: () => object; authorization: string };

async function batches(attache: Attache, { what, connections, referral, authorization }: Batches) {
  const requests = (count: number) =>
    Array.from({ length: count }, (_, nth) =>
      batch(referral, { authorization, "idempotency-key": `${what} ${count}-${nth}` }),
    );
  const send = (all: Sent[]) => load(attache.url, { connections, seconds: 600, next: () => all.pop() ?? null });
  await send(requests(WARMING));
  const all = requests(BATCHES);
  const { seconds, cpu } = await measured(attache, () => send(all));
  reportBatches(what, seconds, cpu);
}

/** Referrals of contacts who are there already, as many as the batches take. */
async function knownContacts(pool: pg.Pool, referral: () => object) {
  const people = Array.from({ length: (WARMING + BATCHES) * BATCH }, referral) as { customer_email: string }[];
  await pool.query("INSERT INTO contact (email, status) SELECT unnest($1::text[]), 'prospect'", [
    people.map(({ customer_email }) => customer_email),
  ]);
  await pool.query("ANALYZE contact");
  return () => people.pop()!;
}

async function plainBatches(attache: Attache, pool: pg.Pool, world: World, keyId: string) {
  const { rows } = await pool.query("SELECT id FROM referral_code WHERE kind = 'shortcode'");
  const insert = (name: string) => {
    const emails = Array.from({ length: BATCH }, (_, nth) => `${name}-${nth}@plain.test`);
    return pool.query(PLAIN, [emails, keyId, world.campaign.id, world.advocates[0]!.id, rows[0].id]);
  };
  await insert("warm");
  const { seconds, cpu } = await measured(attache, async () => {
    for (let nth = 0; nth < BATCHES; nth++) await insert(String(nth));
  });
  reportBatches("a bare INSERT of the same rows", seconds, { ...cpu, server: 0 });
}
