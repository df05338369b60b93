import { expectAccessible } from "../../accessible";
import { expect, test } from "../../fixtures";
import { LIST, List } from "../../list";
import { makeShowcase } from "../../showcase";

test("where nothing matches, the table says so and how to see something again", async ({ admin, world }) => {
  const { rows } = await makeShowcase(world);
  const list = new List(admin);
  await list.open({ q: world.tag, source: "widget" });
  await expect(admin.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  await expect(list.count).toHaveText("0 attributions");
  await expectAccessible(admin);
  await admin.getByRole("button", { name: "Clear filters" }).click();
  await expect(admin).toHaveURL(LIST);
  await list.search.fill(world.tag);
  await list.expectRows(rows);
});

test("while the rows are on their way, the page says that it is loading", async ({ admin, world, server }) => {
  const { rows } = await makeShowcase(world);
  // The table is held by somebody else's transaction, so that reading it takes as long as this test wants.
  const holder = await server.db.connect();
  try {
    await holder.query("BEGIN");
    await holder.query("LOCK TABLE attribution IN ACCESS EXCLUSIVE MODE");
    await admin.goto(`${LIST}?q=${world.tag}`, { waitUntil: "commit" });
    await expect(admin.getByRole("status").filter({ hasText: "Loading…" })).toBeAttached();
    await expect(admin.getByRole("heading", { name: "Referral Attribution", level: 1 })).toBeVisible();
  } finally {
    await holder.query("ROLLBACK");
    holder.release();
  }
  await new List(admin).expectRows(rows);
});

test("@own-server where the list cannot be read, the page says that nothing is lost and tries again when asked", async ({
  admin,
  world,
  server,
  watch,
}) => {
  // React reports on the console that the server could not render a part of the page.
  watch.expect(/^console: Error/);
  const { rows } = await makeShowcase(world);
  await server.db.query("ALTER TABLE attribution RENAME TO attribution_away");
  try {
    await admin.goto(`${LIST}?q=${world.tag}`);
    await expect(admin.getByRole("alert").filter({ hasText: "The attributions could not be read" })).toContainText(
      "Nothing was changed or lost.",
    );
    await expect(new List(admin).table).toHaveCount(0);
    await expectAccessible(admin);
  } finally {
    await server.db.query("ALTER TABLE attribution_away RENAME TO attribution");
  }
  await admin.getByRole("button", { name: "Retry" }).click();
  await new List(admin).expectRows(rows);
});
