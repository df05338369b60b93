import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import pg from "pg";
import { startAttache } from "../scripts/launcher/run-attache.mjs";
import { expect, test as withFixtures } from "./fixtures";
import { LIST, List } from "./list";
import { signIn } from "./sign-in";
import { PASSWORD } from "./world";

const EMAIL = "ada@example.com";

type Demo = { url: string; databaseUrl: string };

/** The program with its sample data, as `npm start -- --demo` gives it. */
const test = withFixtures.extend<{ demo: Demo }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
  demo: async ({}, use) => {
    const env = { ATTACHE_ADMIN_EMAIL: EMAIL, ATTACHE_ADMIN_PASSWORD: PASSWORD };
    const attache = await startAttache({ env, demo: true });
    await use(attache);
    await attache.stop();
  },
  baseURL: ({ demo }, use) => use(demo.url),
});

test.use({ colorScheme: "light", viewport: { width: 1440, height: 900 } });

async function picture(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: fileURLToPath(new URL(`../docs/images/${name}.png`, import.meta.url)) });
}

/** The attribution with the most to tell: it stands, others competed with it, and much has happened to it. */
async function findEventful({ databaseUrl }: Demo): Promise<string> {
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  const { rows } = await db.query<{ id: string }>(`
    SELECT id FROM attribution JOIN LATERAL (
      SELECT count(*) FROM attribution_event WHERE attribution_id = attribution.id
    ) AS events ON TRUE JOIN LATERAL (
      SELECT count(*) FROM attribution AS other
      WHERE other.campaign_id = attribution.campaign_id AND other.customer_id = attribution.customer_id
    ) AS competing ON competing.count > 1
    WHERE status = 'active' ORDER BY events.count + competing.count DESC, id LIMIT 1`);
  await db.end();
  return rows[0]!.id;
}

test("the pictures of the README: the table, a record, a reassignment", async ({ page, demo }) => {
  await signIn(page, EMAIL);
  const list = new List(page);
  await list.open();
  await expect(list.rows).toHaveCount(50);
  await picture(page, "table");

  const id = await findEventful(demo);
  await list.open({ record: id });
  const drawer = page.getByRole("dialog", { name: "Referral attribution" });
  await expect(drawer.getByRole("heading", { name: "History" })).toBeVisible();
  await picture(page, "record");

  await page.goto(`${LIST}/${id}`);
  await page.getByRole("button", { name: "Reassign" }).click();
  const dialog = page.getByRole("dialog", { name: "Reassign attribution" });
  await dialog.getByRole("radio").first().check();
  await expect(dialog).toContainText("What stays");
  await picture(page, "reassign");
});
