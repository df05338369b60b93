import { beforeEach, describe, expect, test } from "vitest";
import { recordOrders } from "@/lib/orders/commands";
import type { OrderDraft } from "@/lib/orders/schema";
import { createTestDatabase, useTestDatabase } from "@/lib/testing/database";
import {
  cancelWhen,
  checkFile,
  importFile,
  mustBeTaken,
  onceWhen,
  rowsOf,
  timesOf,
  undoFile,
  viewOf,
} from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { WRITE_CHUNK_ROWS } from "../../chunks";
import { startRun } from "../../commands";
import { workOff } from "../../worker";

const db = useTestDatabase();
let world: World;
const ORDERS = WRITE_CHUNK_ROWS + 300;
const REPEATED = 700;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

/** An order as a row of the file and as its draft. Every fifth names a code, and some of the repeated come twice. */
const drafts: OrderDraft[] = [
  ...Array.from({ length: ORDERS }, (_, n) => aDraft(n, `p${n}@x.test`, n % 5 === 0 ? `short-${n % 3}` : null)),
  ...Array.from({ length: REPEATED }, (_, n) =>
    aDraft(10_000 + (n % 600), `q${n % 150}@x.test`, n % 4 ? null : `short-${n % 3}`),
  ),
];
function aDraft(n: number, customerEmail: string, code: string | null): OrderDraft {
  return {
    orderId: `O-${n}`,
    customerEmail,
    revenueMinor: 100 + n,
    currency: "EUR",
    code,
    campaignUid: code ? null : "spring",
  };
}
const FILE = [
  "order_id,customer_email,revenue_amount,currency,short_code,campaign_uid",
  ...drafts.map(({ orderId, customerEmail, revenueMinor, currency, code, campaignUid }) =>
    [orderId, customerEmail, (revenueMinor / 100).toFixed(2), currency, code ?? "", campaignUid ?? ""].join(","),
  ),
].join("\n");

/** What there is, without ids and times. */
async function stateOf(pool: typeof db.pool) {
  const { rows } = await pool.query<{ said: string }>(
    `SELECT concat_ws(' ', order_id, customer.email, revenue_minor, currency, customer_order.campaign_id IS NOT NULL, advocate.email,
       customer_order.status, attribution.status,
       (SELECT string_agg(kind, ',' ORDER BY order_event.id) FROM order_event WHERE order_event.order_id = customer_order.id)) AS said
     FROM customer_order JOIN contact customer ON customer.id = customer_order.customer_id
     LEFT JOIN attribution ON attribution.id = attribution_id
     LEFT JOIN contact advocate ON advocate.id = advocate_id ORDER BY 1`,
  );
  const { rows: others } = await pool.query(
    "SELECT (SELECT count(*) FROM attribution)::int AS attributions, (SELECT count(*) FROM contact)::int AS contacts",
  );
  return [rows.map(({ said }) => said), others];
}

const known = new Map<string, Promise<unknown>>();

/** What is left behind where nothing is lost; found out once. */
function elsewhere(name: string, work: (pool: typeof db.pool, there: World) => Promise<unknown>): Promise<unknown> {
  if (!known.has(name)) known.set(name, inAnotherDatabase(work));
  return known.get(name)!;
}

async function inAnotherDatabase(work: (pool: typeof db.pool, there: World) => Promise<unknown>) {
  const other = await createTestDatabase();
  try {
    await work(other.pool, await makeWorld(other.pool));
    return await stateOf(other.pool);
  } finally {
    await other.drop();
  }
}

/** As if each row had been sent by itself, one after the other. */
const typedIn = () =>
  elsewhere("typed in", async (pool, there) => {
    for (let from = 0; from < drafts.length; from += 500) {
      await recordOrders(pool, there.actor, drafts.slice(from, from + 500));
    }
  });
const undone = () =>
  elsewhere("undone", async (pool, there) => {
    const { id } = await importFile(pool, there, FILE, { kind: "orders" });
    await undoFile(pool, there, id);
  });

const LOSE_OWN_CONNECTION = "PERFORM pg_terminate_backend(pg_backend_pid())";
const check = () => checkFile(db.pool, world, FILE, { kind: "orders" });

async function run(id: string) {
  await mustBeTaken(startRun(db.pool, id));
  await workOff(db.pool);
}

async function expectComplete(id: string, foreseen: unknown) {
  expect(await viewOf(db.pool, id)).toMatchObject({ state: "done", result: foreseen, failure: null });
  expect(await rowsOf(db.pool, id)).toEqual(await rowsOf(db.pool, id, "check"));
  expect(await stateOf(db.pool)).toEqual(await typedIn());
}

// Thousands of rows, imported several times over: more than other tests take where the machine is busy.
describe("an import of orders that is broken off", { timeout: 180_000 }, () => {
  test.each([
    ["of the rows that stand alone", "NEW.done > OLD.done"],
    ["of the rows that repeat", "NEW.repeated_checkpoint IS NOT NULL"],
  ])("at a chunk %s goes on, and ends as if each row had been typed in once", async (_, ends) => {
    const { id, check: foreseen } = await check();
    await onceWhen(db.pool, `NEW.state = 'running' AND ${ends}`, LOSE_OWN_CONNECTION);
    await run(id);
    expect(await timesOf(db.pool)).toBeGreaterThan(1);
    await expectComplete(id, foreseen);
  });

  test("while rows are tried that depend on each other says in the end what it would have said", async () => {
    const isJudging = "NEW.phase = 'checking' AND NEW.resumed_done > OLD.resumed_done";
    await onceWhen(db.pool, isJudging, LOSE_OWN_CONNECTION);
    const { id, state, check: foreseen } = await check();
    expect(state).toBe("checked");
    expect(await timesOf(db.pool)).toBeGreaterThan(1);
    await run(id);
    await expectComplete(id, foreseen);
  });

  test("by whoever cancels it says what is done, and does the rest later", async () => {
    const { id } = await check();
    await cancelWhen(db.pool, "NEW.state = 'running' AND OLD.done = 0 AND NEW.done > 0");
    await run(id);
    expect((await viewOf(db.pool, id)).state).toBe("cancelled");
    await run(id);
    expect(await viewOf(db.pool, id)).toMatchObject({ state: "done", failure: null });
    expect(await stateOf(db.pool)).toEqual(await typedIn());
  });

  test("in its undo undoes each row once", async () => {
    const { id } = await check();
    await run(id);
    await onceWhen(db.pool, "NEW.state = 'undoing' AND NEW.done > OLD.done", LOSE_OWN_CONNECTION);
    const view = await undoFile(db.pool, world, id);
    expect(view).toMatchObject({ state: "undone", undo: { outcomes: { kept: 0, impossible: 0 } }, failure: null });
    expect(await stateOf(db.pool)).toEqual(await undone());
  });
});

test("a check that is stopped while rows are tried that depend on each other is back at the columns", async () => {
  await cancelWhen(db.pool, "NEW.phase = 'checking' AND NEW.resumed_done > OLD.resumed_done");
  expect(await check()).toMatchObject({ state: "uploaded", failure: null, cancelling: false });
  expect(await stateOf(db.pool)).toMatchObject([[], [{ attributions: 0 }]]);
});
