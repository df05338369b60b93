import { expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { changeStatus, recordAttributions } from "./commands";
import { reassign } from "./reassign";

const db = useTestDatabase();

const ALIKE = "campaign_id, status, inactive_reason, method, source";
const COUNTED = `SELECT ${ALIKE}, count(*)::int AS count FROM attribution GROUP BY ${ALIKE} ORDER BY ${ALIKE}`;
const TALLIED = `SELECT ${ALIKE}, sum(difference)::int AS count FROM attribution_tally GROUP BY ${ALIKE}
  HAVING sum(difference) <> 0 ORDER BY ${ALIKE}`;

async function expectTallied(): Promise<void> {
  const [counted, tallied] = [await db.pool.query(COUNTED), await db.pool.query(TALLIED)];
  expect(counted.rows.length).toBeGreaterThan(0);
  expect(tallied.rows).toEqual(counted.rows);
}

/** Records two attempts for every customer, then moves a third of the standing ones each way. */
async function storm({ actor, campaign, advocates }: World, customerIds: string[]): Promise<void> {
  const [a, b, c] = advocates;
  const drafts = customerIds.flatMap((customerId) => [
    { customerId, code: a!.shortcode },
    { customerId, code: b!.coupon },
  ]);
  const outcomes = await recordAttributions(db.pool, actor, drafts);
  const standing = outcomes.flatMap((outcome) => (outcome.outcome === "active" ? [outcome.id] : []));
  const attempts = outcomes.flatMap((outcome) => (outcome.outcome === "inactive_duplicate" ? [outcome.id] : []));
  await changeStatus(db.pool, actor, { ids: standing.filter((_, n) => n % 3 === 0), to: "inactive" });
  await changeStatus(db.pool, actor, { ids: attempts.filter((_, n) => n % 3 === 0), to: "active" });
  await reassign(db.pool, actor, { ids: standing.filter((_, n) => n % 3 === 1), toAdvocateId: c!.id });
  await recordAttributions(db.pool, { ...actor, source: "api" }, [
    { customerId: customerIds[0], campaignId: campaign.id, advocateId: c!.id },
  ]);
}

test("the tally is the count of the rows, whatever was recorded and changed by many at once", async () => {
  const world = await makeWorld(db.pool);
  const groups = await Promise.all(["e", "f", "g", "h"].map((name) => makeContacts(db.pool, name, 30, "prospect")));
  await Promise.all(
    groups.map((people) =>
      storm(
        world,
        people.map(({ id }) => id),
      ),
    ),
  );
  await expectTallied();
});

test("adding the tally up changes no sum, by many at once and beside writers", async () => {
  const world = await makeWorld(db.pool);
  const groups = await Promise.all(["e", "f", "g"].map((name) => makeContacts(db.pool, name, 30, "prospect")));
  const compactions = Array.from({ length: 40 }, () => db.pool.query("SELECT attribution_tally_compact()"));
  await Promise.all([
    ...groups.map((people) =>
      storm(
        world,
        people.map(({ id }) => id),
      ),
    ),
    ...compactions,
  ]);
  await expectTallied();
  await db.pool.query("SELECT attribution_tally_compact()");
  await expectTallied();
  const { rows } = await db.pool.query(
    `SELECT count(*)::int AS rows, count(DISTINCT (${ALIKE}))::int AS kinds FROM attribution_tally`,
  );
  expect(rows[0].rows).toBe(rows[0].kinds);
});

test("what is rolled back was never tallied", async () => {
  const { actor, advocates, customers } = await makeWorld(db.pool);
  const client = await db.pool.connect();
  await client.query("BEGIN");
  await recordAttributions(client, actor, [{ customerId: customers[0]!.id, code: advocates[0]!.shortcode }]);
  await client.query("ROLLBACK");
  client.release();
  expect((await db.pool.query(TALLIED)).rows).toEqual([]);
});
