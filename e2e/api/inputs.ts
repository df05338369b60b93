import type { Person, World } from "../world";

/** What the cases of the access matrix act on. */

export async function makeActive(world: World) {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const id = await world.attribution({ customer: await world.contact("Cara"), campaign, advocate: ada });
  return { id, ben };
}

export const aPaste = async (world: World) => ({
  segmentId: (await world.segment("Partners")).id,
  text: (await world.contact("Cara")).email,
});

export async function aMember(world: World) {
  const cara = await world.contact("Cara");
  return { segmentId: (await world.segment("Partners", [cara])).id, contactIds: [cara.id] };
}

export const CHOICES = { repeat: "log", other: "log", createContacts: false };
export const FORMAT = { encoding: "utf-8", delimiter: ";", quote: '"', header: true };

export const contactFields = (email: string) => ({ email, status: "enrolled" as const, customFields: [] });

export const aPair = async (world: World) => ({
  staysId: (await world.contact("Cara")).id,
  goesId: (await world.contact("Cara Old")).id,
});

/** A key that the caller has made. */
export async function aKey({ db, tag }: World, by: Person): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `WITH made AS (INSERT INTO actor (kind, name) VALUES ('api_key', $1) RETURNING id)
     INSERT INTO api_key (id, integration, secret_hash, hint, scopes, created_by)
     SELECT id, 'shopify', gen_random_uuid(), 'attache_abcd', '{read,attributions:write}', $2 FROM made RETURNING id`,
    [`Shop ${tag}`, by.id],
  );
  return rows[0]!.id;
}

/** A refused request of a key. */
export async function aRequest({ db }: World, key: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO integration_event (key_id, endpoint, payload, status, outcome, code, answer, duration_us)
     VALUES ($1, 'referral_attribution/record', '{}', 400, 'refused', 'invalid', '{}', 1) RETURNING id`,
    [key],
  );
  return rows[0]!.id;
}

export const aUser = async (world: World) => ({ userId: (await world.user("Target", "marketer")).id });

export async function aCode(world: World, { retired }: { retired: boolean }) {
  const { coupon } = await world.advocate("Ada", await world.campaign());
  const { rows } = await world.db.query<{ id: string }>(
    "UPDATE referral_code SET retired_at = CASE WHEN $2 THEN now() END WHERE code = $1 RETURNING id",
    [coupon, retired],
  );
  return { codeId: rows[0]!.id };
}

export async function anOwner(world: World) {
  const campaign = await world.campaign();
  return { campaignId: campaign.id, advocateId: (await world.advocate("Ada", campaign)).id };
}

/** A change of the retention as it is set now. */
export async function aRetention({ db }: World) {
  const { rows } = await db.query<{ version: number }>("SELECT coalesce(max(version), 0) AS version FROM setting");
  const version = rows[0]!.version;
  return { version, logKeptDays: 200 + (version % 100) };
}
