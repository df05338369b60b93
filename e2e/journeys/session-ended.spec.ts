import { expect, test } from "../fixtures";
import { signIn } from "../sign-in";

test("a form whose session has ended keeps what was typed, and is saved after signing in in another tab", async ({
  page,
  world,
  watch,
}) => {
  watch.expect(/status of 401/);
  const user = await world.user("Sara", "admin");
  const cara = await world.contact("Cara");
  await signIn(page, user.email);
  await page.goto(`/audience/contacts/${cara.id}/edit`);
  const company = page.getByLabel("Company");
  const save = page.getByRole("button", { name: "Save changes" });
  await company.fill("Engines Ltd");
  await world.db.query("UPDATE user_session SET revoked_at = now() WHERE user_id = $1", [user.id]);
  await save.click();
  const refusal = page.getByRole("alert").filter({ hasText: "You are not signed in any more" });
  await expect(refusal).toContainText("Sign in in another tab, then try again here: what you typed stays.");
  await expect(company).toHaveValue("Engines Ltd");

  await signIn(await page.context().newPage(), user.email);
  await save.click();
  await expect(page.getByRole("region", { name: "Profile" })).toContainText("Engines Ltd");
});
