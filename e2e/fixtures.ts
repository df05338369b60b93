import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { makeTeam, openServer, type Server, type SignedIn } from "./server";
import { waitForScripts } from "./until-it-runs";
import { Watch } from "./watch";
import { World } from "./world";

type Team = { admin: SignedIn; marketer: SignedIn };

type WorkerFixtures = {
  /** The program under test: one for each worker, on a database of its own. */
  server: Server;
  /** An admin and a marketer, signed in through the real page once. */
  team: Team;
};

type TestFixtures = {
  /** Fails the test on errors in the browser that it did not name. */
  watch: Watch;
  /** A new browser context and a page in it; signed in with the given cookies. */
  openPage: (who?: Pick<SignedIn, "state"> | null, options?: BrowserContextOptions) => Promise<Page>;
  /** A page of the admin. */
  admin: Page;
  /** A page of the marketer. */
  marketer: Page;
  /** What this test needs to exist. */
  world: World;
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern.
    async ({}, use) => {
      const server = await openServer();
      await use(server);
      await server.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  team: [
    async ({ server, browser }, use) => use(await makeTeam(server, browser)),
    { scope: "worker", timeout: 60_000 },
  ],

  baseURL: ({ server }, use) => use(server.url),

  watch: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      watch.check();
    },
    { auto: true },
  ],

  openPage: async ({ browser, baseURL, watch }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (who, options) => {
      const context = await browser.newContext({ baseURL, storageState: who?.state, ...options });
      contexts.push(context);
      watch.listenTo(context);
      if (options?.javaScriptEnabled !== false) waitForScripts(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },

  page: ({ openPage }, use) => openPage().then(use),
  admin: async ({ openPage, team }, use) => use(await openPage(team.admin)),
  marketer: async ({ openPage, team }, use) => use(await openPage(team.marketer)),
  world: ({ server, team }, use) => use(new World(server.db, team.admin.id)),
});

export { expect };
