import { beforeEach, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { useTestDatabase } from "@/lib/testing/database";
import { storedEvents } from "@/lib/testing/history";
import { makeContacts, makeWorld, refer, type World } from "@/lib/testing/world";
import { ENDPOINTS } from "./all";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

/** What is answered to a change of this attribution. */
async function ask(
  name: "referral_attributions/{id}" | "referral_attributions/{id}/reassign",
  id: string,
  body: object,
) {
  const prepared = ENDPOINTS[name].prepare(body);
  if (!("input" in prepared)) throw new Error(`The test's own request: ${prepared.message}`);
  const { actorId } = world.actor;
  return inTransaction(db.pool, async (tx) => {
    const given = { tx, key: { id: actorId, campaign: null }, actor: { actorId, source: "api" as const }, id };
    return (await ENDPOINTS[name].run([prepared], given))[0]!;
  });
}

const reassign = (id: string, body: object) => ask("referral_attributions/{id}/reassign", id, body);

test("a reason with what no database keeps is kept as far as it can be, in every change", async () => {
  const [first, attempt] = await refer(db.pool, world, 0, [0, 1]);
  const [second] = await refer(db.pool, world, 1, [0]);
  const odd = (nth: number) => ({ reason: `${nth} NUL \0 and half \ud83d` });
  const advocate_email = world.advocates[1]!.email;
  for (const answer of [
    await reassign(first!, { attribution_id: attempt, ...odd(1) }),
    await reassign(second!, { advocate_email, ...odd(2) }),
    await ask("referral_attributions/{id}", attempt!, { status: "inactive", ...odd(3) }),
    await ask("referral_attributions/{id}", attempt!, { status: "active", ...odd(4) }),
  ]) {
    expect(answer.status).toBe(200);
  }
  const reasons = new Set((await storedEvents(db.pool)).map(({ reason }) => reason));
  expect(reasons).toEqual(new Set([null, ...[1, 2, 3, 4].map((nth) => `${nth} NUL \ufffd and half \ufffd`)]));
});

test("a reassignment that is refused names the field that is in the way", async () => {
  const [id] = await refer(db.pool, world, 0, [0]);
  const [elsewhere] = await refer(db.pool, world, 1, [0]);
  const [outsider] = await makeContacts(db.pool, "outsider", 1, "enrolled");
  const [prospect] = world.customers;
  const refused = async (body: object) => (await reassign(id!, body)).body;
  expect(await refused({ advocate_email: outsider!.email })).toMatchObject({
    ...{ code: "advocate_not_in_segment", field: "advocate_email", standing_id: id },
  });
  expect(await refused({ advocate_email: world.customers[1]!.email })).toMatchObject({
    ...{ code: "advocate_not_enrolled", field: "advocate_email" },
  });
  expect(await refused({ advocate_email: prospect!.email })).toMatchObject({ field: "advocate_email" });
  expect(await refused({ advocate_email: world.advocates[0]!.email })).toMatchObject({
    ...{ code: "same_advocate", field: "advocate_email" },
  });
  expect(await refused({ attribution_id: elsewhere })).toMatchObject({
    ...{ code: "attempt_unavailable", field: "attribution_id" },
  });
});

test("a refusal that is about no field names none", async () => {
  const [id] = await refer(db.pool, world, 0, [0]);
  await db.pool.query("UPDATE campaign SET ended_at = now() WHERE uid = 'spring'");
  const ended = await reassign(id!, { advocate_email: world.advocates[1]!.email });
  expect(ended).toMatchObject({ status: 409, body: { code: "campaign_ended" } });
  expect(ended.body).not.toHaveProperty("field");
  const again = await ask("referral_attributions/{id}", id!, { status: "active" });
  expect(again).toMatchObject({ status: 409, body: { code: "already_active" } });
  expect(again.body).not.toHaveProperty("field");
});
