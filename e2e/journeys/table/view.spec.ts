import { expectAccessible } from "../../accessible";
import { expect, test } from "../../fixtures";
import { List } from "../../list";
import { makeShowcase } from "../../showcase";
import { signIn } from "../../sign-in";

test("columns and density are remembered for the user on every device, and for nobody else", async ({
  openPage,
  marketer,
  world,
}) => {
  await makeShowcase(world);
  const user = await world.user("Vera", "admin");
  const page = await openPage();
  await signIn(page, user.email);
  const list = new List(page);
  await list.open({ q: world.tag });
  const saved = () =>
    page.waitForResponse((response) => response.request().method() === "POST" && response.status() === 200);
  await page.getByRole("button", { name: "View" }).click();
  const menu = page.getByRole("dialog");
  await expect(menu.getByRole("checkbox", { name: "Referred contact" })).toBeDisabled();
  for (const column of ["Source", "Last change"]) {
    await Promise.all([saved(), menu.getByRole("checkbox", { name: column }).uncheck()]);
  }
  await Promise.all([saved(), menu.getByText("Compact").click()]);
  await expectAccessible(page);

  const expectView = async (one: List) => {
    await expect(one.header("Source")).toHaveCount(0);
    await expect(one.header("Last change")).toHaveCount(0);
    await expect(one.header("Created")).toBeVisible();
    await expect(one.table).toHaveAttribute("data-density", "compact");
  };
  await page.keyboard.press("Escape");
  await expectView(list);
  await page.reload();
  await expectView(list);
  const tablet = new List(await openPage());
  await signIn(tablet.page, user.email);
  await tablet.open({ q: world.tag });
  await expectView(tablet);

  const other = new List(marketer);
  await other.open({ q: world.tag });
  await expect(other.header("Source")).toBeVisible();
  await expect(other.table).toHaveAttribute("data-density", "comfortable");
});
