import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { createApiKey } from "@/lib/api-keys/commands";
import { INTEGRATIONS, type Integration } from "@/lib/api-keys/schema";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, refer, type World } from "@/lib/testing/world";
import { recordAttributions } from "./commands";
import { listAttributions, searchActors } from "./queries";
import { findAttribution } from "./record-queries";
import { SOURCE_LABELS, sourceWords } from "./wording";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool);
});

async function makeKey(integration: Integration, name: string): Promise<string> {
  const scopes = ["attributions:write" as const];
  const made = await createApiKey(db.pool, world.actor.actorId, { name, integration, scopes });
  if (made.outcome !== "created") throw new Error("no key was made");
  return made.id;
}

test("an attribution that a key recorded says what kind of program has the key, in list and record and history", async () => {
  const actorId = await makeKey("hubspot", "CRM sync");
  const [customer] = world.customers;
  const draft = { customerId: customer!.id, code: world.advocates[0]!.shortcode };
  const [made] = await recordAttributions(db.pool, { actorId, source: "api" }, [draft]);
  await refer(db.pool, world, 1, [0]);
  const { rows } = await listAttributions(db.pool, { timeZone: "UTC" });
  expect(rows.map(({ source, actor }) => sourceWords(source, actor))).toEqual(["Manual", "API · HubSpot"]);
  const record = await findAttribution(db.pool, (made as { id: string }).id);
  expect(record).toMatchObject({
    actor: { name: "CRM sync", integration: "hubspot" },
    history: [{ actor: { integration: "hubspot" } }],
  });
});

test("who acted is found by the kind of program too", async () => {
  const shop = await makeKey("own_code", "Shop");
  await makeKey("salesforce", "CRM sync");
  expect(await searchActors(db.pool, { q: "Own Code" })).toEqual([
    { id: shop, kind: "api_key", name: "Shop", integration: "own_code" },
  ]);
  expect(await searchActors(db.pool, { q: "salesf" })).toMatchObject([{ name: "CRM sync" }]);
  expect(await searchActors(db.pool, { q: "ada admin" })).toMatchObject([{ kind: "user", integration: null }]);
  const { rows } = await db.pool.query(sql`SELECT FROM actor`);
  expect(await searchActors(db.pool, { q: "" })).toHaveLength(rows.length);
});

test("every kind of program is said beside the door, but one that is nothing in particular", () => {
  for (const integration of INTEGRATIONS) {
    const words = sourceWords("api", { integration });
    if (integration === "other") expect(words).toBe(SOURCE_LABELS.api);
    else expect(words).toMatch(/^API · [A-Z]/);
  }
  expect(sourceWords("order", { integration: "shopify" })).toBe("Order · Shopify");
  expect(sourceWords("manual", { integration: null })).toBe("Manual");
});
