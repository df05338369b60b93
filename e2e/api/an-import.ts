import type { ImportKind, Mapping } from "@/lib/imports/schema";
import { expect } from "../fixtures";
import type { Person, World } from "../world";

/**
 * An import of one row, which creates something, as far as it is asked for: uploaded, checked, or done. The program
 * under test does the work, so that nothing of it goes on when this has answered.
 */
export async function anImport(
  world: World,
  by: Person,
  upTo: "uploaded" | "checked" | "done",
  kind: ImportKind = "attributions",
): Promise<string> {
  const { receiveFile } = await import("@/lib/imports/receive");
  const { startCheck, startRun } = await import("@/lib/imports/commands");
  const { DEFAULT_CHOICES } = await import("@/lib/imports/schema");
  const received = await receiveFile(world.db, {
    kind,
    name: `rows-${world.tag}.csv`,
    userId: by.id,
    bytes: pieces(await FILES[kind](world)),
  });
  if (!received.ok) throw new Error(`The test's own file was refused: ${received.refusal}`);
  const { id } = received;
  if (upTo === "uploaded") return id;
  await startCheck(world.db, { id, mapping: MAPPINGS[kind], choices: DEFAULT_CHOICES[kind] });
  await reaches(world, id, "checked");
  if (upTo === "checked") return id;
  await startRun(world.db, id);
  await reaches(world, id, "done");
  return id;
}

/** What the columns of `anImport` mean, by kind. */
const MAPPINGS: Record<ImportKind, Mapping> = {
  attributions: { customer_email: { column: 0 }, short_code: { column: 1 } },
  contacts: { email: { column: 0 } },
  coupons: { code: { column: 0 }, advocate_email: { column: 1 }, campaign_uid: { column: 2 } },
  orders: { order_id: { column: 0 }, customer_email: { column: 1 }, short_code: { column: 2 } },
};
export const MAPPING = MAPPINGS.attributions;

const FILES: Record<ImportKind, (world: World) => Promise<string>> = {
  attributions: aFile,
  contacts: async ({ tag }) => `email\nnew-${tag}@example.test\n`,
  orders: anOrderFile,
  coupons: async (world) => {
    const campaign = await world.campaign();
    const ada = await world.advocate("Ada", campaign);
    return `code,advocate_email,campaign_uid\nNEW-${world.tag},${ada.email},${campaign.uid}\n`;
  },
};

async function anOrderFile(world: World): Promise<string> {
  const ada = await world.advocate("Ada", await world.campaign());
  return `order_id,customer_email,short_code\nORDER-${world.tag},buyer-${world.tag}@example.test,${ada.shortcode}\n`;
}

async function aFile(world: World): Promise<string> {
  const campaign = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", campaign), await world.contact("Cara")];
  return `customer_email,short_code\n${cara.email},${ada.shortcode}\n`;
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function reaches(world: World, id: string, state: string): Promise<void> {
  const read = async () => (await world.db.query("SELECT state FROM import_run WHERE id = $1", [id])).rows[0]?.state;
  await expect.poll(read, { message: `the import is ${state}`, timeout: 15_000 }).toBe(state);
}
