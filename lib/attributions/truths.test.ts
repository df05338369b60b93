import sql from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const ID = "00000000-0000-7000-8000-0000000000a1";

type Values = {
  id?: string;
  campaignId?: string;
  customerId?: string;
  advocateId?: string;
  status?: string;
  reason?: string | null;
  method?: string;
  codeId?: string | null;
  source?: string;
  actorId?: string;
};

/** A valid active attribution of the first customer to the first advocate, but for `values`. */
const insert = ({ campaign, customers, advocates, actor }: World, values: Values = {}) => sql`
  INSERT INTO attribution (id, campaign_id, customer_id, advocate_id, status, inactive_reason, method, code_id, source, actor_id)
  VALUES (coalesce(${values.id ?? null}::uuid, uuid_v7()), ${values.campaignId ?? campaign.id},
    ${values.customerId ?? customers[0]!.id}, ${values.advocateId ?? advocates[0]!.id}, ${values.status ?? "active"},
    ${values.reason ?? null}, ${values.method ?? "advocate"}, ${values.codeId ?? null}, ${values.source ?? "manual"},
    ${values.actorId ?? actor.actorId})`;

/** The same by a code of the second advocate, in the first one's name or another campaign as `values` say. */
const insertByCode = ({ campaign, customers, advocates, actor }: World, code: string, values: Values) => sql`
  INSERT INTO attribution (campaign_id, customer_id, advocate_id, status, method, code_id, source, actor_id)
  SELECT coalesce(${values.campaignId ?? null}::uuid, ${campaign.id}::uuid), ${customers[0]!.id}::uuid,
    ${values.advocateId ?? advocates[1]!.id}::uuid, 'active', ${values.method}, id, 'manual', ${actor.actorId}::uuid
  FROM referral_code WHERE code = ${code}`;

refuses("attribution__pk", {
  "two attributions never share an id": (world) => [
    insert(world, { id: ID }),
    insert(world, { id: ID, status: "inactive", reason: "deactivated" }),
  ],
});

refuses("attribution__one_active", {
  "a contact has no second active attribution in a campaign, not even to another advocate": (world) => [
    insert(world),
    insert(world, { advocateId: world.advocates[1]!.id }),
  ],
  "a contact has no second active attribution to the same advocate": (world) => [insert(world), insert(world)],
  "an inactive attribution is not made active beside an active one": (world) => [
    insert(world),
    insert(world, { id: ID, status: "inactive", reason: "duplicate_attempt" }),
    sql`UPDATE attribution SET status = 'active', inactive_reason = NULL WHERE id = ${ID}`,
  ],
});

guarantees("attribution__one_active", "any number of inactive ones stand beside it", async (tx, world) => {
  await tx.query(insert(world));
  for (const reason of ["duplicate_attempt", "duplicate_attempt", "deactivated", "reassigned"]) {
    await tx.query(insert(world, { status: "inactive", reason }));
  }
  const { rows } = await tx.query(
    sql`SELECT status, count(*)::int AS count FROM attribution GROUP BY status ORDER BY 1`,
  );
  expect(rows).toEqual([
    { status: "active", count: 1 },
    { status: "inactive", count: 4 },
  ]);
});

guarantees("attribution__one_active", "a contact may be attributed in many campaigns at once", async (tx, world) => {
  await tx.query(insert(world));
  const { rows } = await tx.query(sql`INSERT INTO campaign (uid, name) VALUES ('autumn', 'Autumn') RETURNING id`);
  const { rowCount } = await tx.query(insert(world, { campaignId: rows[0].id }));
  expect(rowCount).toBe(1);
});

refuses("attribution__status_known", {
  "an attribution is active or inactive": (world) => insert(world, { status: "pending", reason: null }),
});

refuses("attribution__reason_when_inactive", {
  "an inactive attribution says why": (world) => insert(world, { status: "inactive" }),
  "an active attribution has no reason to be inactive": (world) => insert(world, { reason: "deactivated" }),
  "a status never changes without its reason": (world) => [
    insert(world, { id: ID }),
    sql`UPDATE attribution SET status = 'inactive' WHERE id = ${ID}`,
  ],
});

refuses("attribution__reason_known", {
  "an attribution is inactive for a known reason": (world) => insert(world, { status: "inactive", reason: "expired" }),
});

refuses("attribution__method_known", {
  "an attribution is established by a shortcode, a coupon or an advocate": (world) =>
    insert(world, { method: "cookie", codeId: NOTHING }),
});

refuses("attribution__code_when_by_code", {
  "an attribution by shortcode names the code": (world) => insert(world, { method: "shortcode" }),
  "an attribution by coupon names the code": (world) => insert(world, { method: "coupon" }),
  "an attribution by advocate names no code": (world) => insert(world, { method: "advocate", codeId: NOTHING }),
});

refuses("attribution__source_known", {
  "an attribution comes through a known door": (world) => insert(world, { source: "fax" }),
});

refuses("attribution__not_self", {
  "nobody refers themselves": (world) => insert(world, { customerId: world.advocates[0]!.id }),
});

refuses(
  "attribution__has_parents",
  { "the campaign exists": (world) => insert(world, { campaignId: NOTHING }) },
  "attribution__campaign",
);
refuses(
  "attribution__has_parents",
  { "the referred contact exists": (world) => insert(world, { customerId: NOTHING }) },
  "attribution__customer",
);
refuses(
  "attribution__has_parents",
  { "the advocate exists": (world) => insert(world, { advocateId: NOTHING }) },
  "attribution__advocate",
);
refuses(
  "attribution__has_parents",
  { "the actor exists": (world) => insert(world, { actorId: NOTHING }) },
  "attribution__actor",
);
refuses(
  "attribution__has_parents",
  {
    "the code exists": (world) => insert(world, { method: "coupon", codeId: NOTHING }),
    "the code is the advocate's": (world) =>
      insertByCode(world, "COUPON1", { method: "coupon", advocateId: world.advocates[0]!.id }),
    "the code is of the campaign": (world) => [
      sql`INSERT INTO campaign (id, uid, name) VALUES (${ID}, 'autumn', 'Autumn')`,
      insertByCode(world, "COUPON1", { method: "coupon", campaignId: ID }),
    ],
    "the method is the code's kind": (world) => insertByCode(world, "COUPON1", { method: "shortcode" }),
    "one bad row among many good ones is found": (world) => sql`
      INSERT INTO attribution (campaign_id, customer_id, advocate_id, status, inactive_reason, method, code_id, source, actor_id)
      SELECT ${world.campaign.id}::uuid, ${world.customers[0]!.id}::uuid, ${world.advocates[0]!.id}::uuid, 'inactive',
        'duplicate_attempt', CASE n WHEN 77 THEN 'coupon' ELSE 'advocate' END,
        CASE n WHEN 77 THEN ${NOTHING}::uuid END, 'manual', ${world.actor.actorId}::uuid
      FROM generate_series(1, 100) AS n`,
  },
  "attribution__code",
);

guarantees("attribution__has_parents", "a code in its own campaign and name is accepted", async (tx, world) => {
  const inserted = await tx.query(insertByCode(world, "COUPON1", { method: "coupon" }));
  expect(inserted.rowCount).toBe(1);
});

guarantees(
  "attribution__has_parents",
  "rows are checked by the index, however small the tables are",
  async (tx, world) => {
    const scans = async () => {
      const { rows } = await tx.query<{ scans: number; byIndex: number }>(sql`
        SELECT sum(seq_scan)::int AS scans, sum(idx_scan)::int AS "byIndex" FROM pg_stat_xact_user_tables
        WHERE relname IN ('contact', 'campaign', 'actor', 'referral_code')`);
      return rows[0]!;
    };
    await tx.query(sql`ANALYZE contact, campaign, actor, referral_code`);
    const before = await scans();
    await tx.query(insert(world));
    const after = await scans();
    expect(after.scans).toBe(before.scans);
    expect(after.byIndex).toBeGreaterThan(before.byIndex);
  },
);

refuses("attribution__kept", {
  "an attribution is never deleted": (world) => [insert(world), sql`DELETE FROM attribution`],
  "the attributions are never emptied": () => sql`TRUNCATE attribution CASCADE`,
});

refuses("attribution__origin_kept", {
  "the id never changes": () => sql`UPDATE attribution SET id = ${ID}`,
  "the campaign never changes": () => sql`UPDATE attribution SET campaign_id = ${ID}`,
  "the method never changes": () => sql`UPDATE attribution SET method = 'advocate'`,
  "the code never changes": () => sql`UPDATE attribution SET code_id = NULL`,
  "the door never changes": () => sql`UPDATE attribution SET source = 'api'`,
  "who made it never changes": () => sql`UPDATE attribution SET actor_id = ${ID}`,
  "when it was made never changes": () => sql`UPDATE attribution SET created_at = now()`,
  "an insert that finds it there already changes nothing of its origin": (world) => [
    insert(world, { id: ID }),
    sql`${insert(world, { id: ID })} ON CONFLICT (id) DO UPDATE SET method = excluded.method`,
  ],
});

guarantees("attribution__origin_kept", "the status is what can change", async (tx, world) => {
  await tx.query(insert(world));
  const { rowCount } = await tx.query(sql`
    UPDATE attribution SET status = 'inactive', inactive_reason = 'deactivated', changed_at = now()`);
  expect(rowCount).toBe(1);
});
