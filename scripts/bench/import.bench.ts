import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { expect, test } from "vitest";
import { prismaOn } from "@/lib/db/prisma";
import { startCheck, startRun } from "@/lib/imports/commands";
import { findImport } from "@/lib/imports/queries";
import { receiveFile } from "@/lib/imports/receive";
import { DEFAULT_CHOICES } from "@/lib/imports/schema";
import { workOff } from "@/lib/imports/worker";
import { bytesOfFile, openServer, rowsOfFile } from "./import-world";

const ROWS = Number(process.env.BENCH_ROWS ?? 1_000_000);
/** createMany is slow: its rate is taken from a part of the rows. */
const CREATE_MANY_ROWS = Math.min(ROWS, 50_000);
const CREATE_MANY_BATCH = 1_000;
const SYSTEM = "00000000-0000-7000-8000-000000000001";

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** The whole import as an admin does it: upload, reading, check, writing. */
async function byAttache(pool: pg.Pool) {
  const { rows } = await pool.query("SELECT id FROM app_user");
  let id = "";
  const upload = await seconds(async () => {
    const file = { kind: "attributions" as const, name: "bench.csv", userId: rows[0].id, bytes: bytesOfFile(ROWS) };
    const received = await receiveFile(pool, file);
    if (!received.ok) throw new Error(received.refusal);
    id = received.id;
  });
  const { mapping } = (await findImport(pool, id))!;
  await startCheck(pool, { id, mapping, choices: DEFAULT_CHOICES.attributions });
  const readAndCheck = await seconds(() => workOff(pool));
  // Once more, by the rows that are read already: the check alone.
  await startCheck(pool, { id, mapping, choices: DEFAULT_CHOICES.attributions });
  const check = await seconds(() => workOff(pool));
  await startRun(pool, id);
  const run = await seconds(() => workOff(pool));
  expect((await findImport(pool, id))!.result?.outcomes.created).toBe(ROWS);
  return { upload, readAndCheck, check, run };
}

/** What somebody who knows the tables writes by hand: COPY, then the same final rows and events by two statements. */
async function byHand(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query(
    "CREATE TEMP TABLE sent (line serial, customer text, campaign text, advocate text) ON COMMIT DROP",
  );
  const copy = client.query(copyFrom("COPY sent (customer, campaign, advocate) FROM STDIN (FORMAT csv, HEADER)"));
  for await (const bytes of bytesOfFile(ROWS)) if (!copy.write(bytes)) await once(copy, "drain");
  copy.end();
  await finished(copy);
  await client.query("ANALYZE sent");
  await client.query(`
    WITH made AS MATERIALIZED (
      SELECT uuid_v7(at) AS id, at, campaign.id AS campaign_id, customer.id AS customer_id, advocate.id AS advocate_id
      FROM (SELECT sent.*, clock_timestamp() + line * interval '1 microsecond' AS at FROM sent) AS sent
      JOIN campaign ON uid = campaign JOIN contact customer ON customer.email_key = normal_form(sent.customer)
      JOIN contact advocate ON advocate.email_key = normal_form(sent.advocate)
    ), inserted AS (
      INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, method, source, actor_id, created_at)
      SELECT id, campaign_id, customer_id, advocate_id, 'active', 'advocate', 'csv_import', '${SYSTEM}'::uuid, at FROM made
      ON CONFLICT (campaign_id, customer_id) WHERE status = 'active' DO NOTHING
    )
    INSERT INTO attribution_event (id, attribution_id, campaign_id, customer_id, at, kind, to_status, actor_id, source)
    SELECT uuid_v7(at), id, campaign_id, customer_id, at, 'attribution.created', 'active', '${SYSTEM}'::uuid, 'csv_import'
    FROM made`);
  await client.query("COMMIT");
  client.release();
}

/** The same final rows by Prisma's createMany, their ids known beforehand. */
async function byCreateMany(pool: pg.Pool): Promise<number> {
  const prisma = prismaOn(pool);
  const ids = async (text: string) =>
    new Map((await pool.query<{ key: string; id: string }>(text)).rows.map(({ key, id }) => [key, id]));
  const campaigns = await ids("SELECT uid AS key, id FROM campaign");
  const contacts = await ids("SELECT email AS key, id FROM contact");
  const all: { customerId: string; campaignId: string; advocateId: string }[] = [];
  for (const [customer, campaign, advocate] of rowsOfFile(ROWS)) {
    if (all.length === CREATE_MANY_ROWS) break;
    all.push({
      ...{ customerId: contacts.get(customer)!, campaignId: campaigns.get(campaign)! },
      advocateId: contacts.get(advocate)!,
    });
  }
  return seconds(async () => {
    for (let from = 0; from < all.length; from += CREATE_MANY_BATCH) {
      const batch = all.slice(from, from + CREATE_MANY_BATCH).map((row) => ({ ...row, id: freshId() }));
      await prisma.attribution.createMany({
        data: batch.map((row) => ({
          ...{ ...row, status: "active", method: "advocate", source: "csv_import", actorId: SYSTEM },
        })),
      });
      await prisma.attributionEvent.createMany({
        data: batch.map(({ id, customerId, campaignId }) => ({
          ...{ attributionId: id, customerId, campaignId, kind: "attribution.created", toStatus: "active" },
          ...{ actorId: SYSTEM, source: "csv_import" },
        })),
      });
    }
  });
}

let counter = 0;
/** Ids in ascending order, as uuid_v7 makes them. */
function freshId(): string {
  return `01a20000-0000-7000-8000-${(++counter).toString(16).padStart(12, "0")}`;
}

test(`importing ${ROWS.toLocaleString("en")} attributions`, async () => {
  const server = await openServer(ROWS);
  try {
    const handSeconds = await server.withCopy("by_hand", (pool) => seconds(() => byHand(pool)));
    const { upload, readAndCheck, check, run } = await server.withCopy("by_attache", byAttache);
    const manySeconds = (await server.withCopy("by_create_many", byCreateMany)) * (ROWS / CREATE_MANY_ROWS);
    const whole = upload + readAndCheck + run;
    const line = (what: string, taken: number) =>
      `| ${what} | ${taken.toFixed(1)} s | ${Math.round(ROWS / taken).toLocaleString("en")} rows/s |`;
    console.log(
      [
        `\n### Importing ${ROWS.toLocaleString("en")} attributions`,
        ...["", "| what | time | rate |", "|---|---|---|"],
        ...[line("Attaché: upload", upload), line("Attaché: read and check", readAndCheck)],
        ...[line("Attaché: check alone", check), line("Attaché: write", run)],
        line("Attaché: the whole import", whole),
        line("COPY + INSERT … SELECT by hand", handSeconds),
        line(
          `createMany by ${CREATE_MANY_BATCH} rows (from ${CREATE_MANY_ROWS.toLocaleString("en")} rows)`,
          manySeconds,
        ),
        "",
        `whole import / by hand: ${(handSeconds / whole).toFixed(2)} × the rate; / createMany: ${(manySeconds / whole).toFixed(1)} ×`,
        `check / run: ${(check / run).toFixed(2)}; write / by hand: ${(handSeconds / run).toFixed(2)} × the rate`,
      ].join("\n"),
    );
  } finally {
    await server.stop();
  }
});
