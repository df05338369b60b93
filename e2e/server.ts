import type { Browser, BrowserContext } from "@playwright/test";
import type pg from "pg";
import { startAttache } from "../scripts/launcher/run-attache.mjs";
import { openTestPool } from "../scripts/launcher/test-pool.mjs";
import { PASSWORD, type Person, World } from "./world";

/** The program under test and the database it uses. */
export type Server = {
  url: string;
  db: pg.Pool;
  /** All that the program has said so far; nothing of one that runs already. */
  output(): string;
  stop(): Promise<void>;
};

/** Cookies of somebody who is signed in, as a new browser context takes them. */
export type SignedIn = Person & { state: Awaited<ReturnType<BrowserContext["storageState"]>> };

/** The real program with a private database of its own; or the one E2E_BASE_URL names, as it runs already. */
export async function openServer(): Promise<Server> {
  const { E2E_BASE_URL: url, E2E_DATABASE_URL: databaseUrl } = process.env;
  if (url) {
    if (!databaseUrl) throw new Error("E2E_BASE_URL is set and E2E_DATABASE_URL is not: the tests make data there.");
    const db = openTestPool(databaseUrl, { max: 5 });
    return { url, db, output: () => "", stop: () => db.end() };
  }
  const env = { ATTACHE_ADMIN_EMAIL: "root@attache.test", ATTACHE_ADMIN_PASSWORD: PASSWORD };
  const attache = await startAttache({ env });
  const db = openTestPool(attache.databaseUrl, { max: 5 });
  return {
    url: attache.url,
    db,
    output: attache.output,
    async stop() {
      await db.end();
      await attache.stop();
    },
  };
}

/** Makes an admin and a marketer and signs both in, each through the real page. */
export async function makeTeam(server: Server, browser: Browser): Promise<{ admin: SignedIn; marketer: SignedIn }> {
  const { rows } = await server.db.query<{ id: string }>("SELECT id FROM actor WHERE kind = 'system'");
  const world = new World(server.db, rows[0]!.id);
  const signedIn = async (person: Person): Promise<SignedIn> => {
    const context = await browser.newContext({ baseURL: server.url });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByLabel("Email", { exact: true }).fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Referral Attribution", level: 1 }).waitFor();
    const state = await context.storageState();
    await context.close();
    return { ...person, state };
  };
  const admin = await signedIn(await world.user("Grace", "admin"));
  const marketer = await signedIn(await world.user("Mark", "marketer"));
  return { admin, marketer };
}
