import sql from "sql-template-tag";
import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies } from "@/lib/testing/history";
import { makeWorld } from "@/lib/testing/world";
import { type RecordOutcome, recordAttributions } from "./commands";
import type { Draft } from "./resolve";

const db = useTestDatabase();
const WRITERS = 48;
const CONTACTS = 500;

/** The same shuffle for the same seed (a linear congruential generator drives it). */
function shuffled<T>(items: T[], seed: number): T[] {
  let state = seed + 1;
  const next = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = next(last + 1);
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

function inChunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

test("48 writers who all refer the same 500 contacts leave one active attribution each, and every attempt is kept", async () => {
  const world = await makeWorld(db.pool, { advocates: 6, customers: CONTACTS });
  const draftsOf = (writer: number): Draft[] =>
    shuffled(world.customers, writer).map(({ id }) => ({
      customerId: id,
      code: world.advocates[writer % 6]![writer % 2 ? "coupon" : "shortcode"],
    }));

  // Some write one by one, as an API's clients do, others in batches, as imports do, each in an order of its own.
  const written = await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      const outcomes: RecordOutcome[] = [];
      for (const drafts of inChunks(draftsOf(writer), [1, 5, 5, 20, 20, 100, 100, 500][writer % 8]!)) {
        outcomes.push(...(await recordAttributions(db.pool, world.actor, drafts)));
      }
      return outcomes;
    }),
  );

  const outcomes = written.flat();
  const active = outcomes.filter(({ outcome }) => outcome === "active");
  const duplicates = outcomes.filter((outcome) => outcome.outcome === "inactive_duplicate");
  expect(outcomes).toHaveLength(WRITERS * CONTACTS);
  expect(active).toHaveLength(CONTACTS);
  expect(duplicates).toHaveLength(WRITERS * CONTACTS - CONTACTS);

  const { rows } = await db.pool.query(sql`
    SELECT attribution.status, inactive_reason AS reason, kind, count(*)::int AS count,
      count(DISTINCT customer_id)::int AS contacts
    FROM attribution JOIN attribution_event event USING (campaign_id, customer_id)
    WHERE event.attribution_id = attribution.id GROUP BY 1, 2, 3 ORDER BY 1`);
  expect(rows).toEqual([
    { status: "active", reason: null, kind: "attribution.created", count: CONTACTS, contacts: CONTACTS },
    {
      status: "inactive",
      reason: "duplicate_attempt",
      kind: "attribution.duplicate_logged",
      count: (WRITERS - 1) * CONTACTS,
      contacts: CONTACTS,
    },
  ]);
  expect(await inconsistencies(db.pool)).toEqual([]);

  const ids = await db.pool.query<{ id: string }>("SELECT id FROM attribution");
  expect(new Set(outcomes.map((outcome) => (outcome.outcome === "rejected" ? "" : outcome.id)))).toEqual(
    new Set(ids.rows.map(({ id }) => id)),
  );
  const standing = new Set(active.map((outcome) => (outcome.outcome === "active" ? outcome.id : "")));
  expect(duplicates.filter(({ standingId }) => !standing.has(standingId))).toEqual([]);
}, 120_000);
