import { expectAccessible, expectFitsPhone } from "../accessible";
import { expect, test } from "../fixtures";
import { expectTable, fillSignIn, signIn, signOut } from "../sign-in";
import { PASSWORD } from "../world";

const REFUSED = "This e-mail and password do not match. Check both, or ask an admin for a new link.";
/** The browser itself reports an answer of 401 on its console. */
const ANSWER_401 = /status of 401/;

test("who is not signed in is led to the sign-in page, and afterwards to where they wanted to go", async ({
  page,
  world,
}) => {
  const user = await world.user("Iris", "admin");
  await page.goto("/settings/account?from=bookmark");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await fillSignIn(page, user.email);
  await expect(page).toHaveURL("/settings/account?from=bookmark");
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
});

test("case and padding of the e-mail do not matter", async ({ page, world }) => {
  const user = await world.user("Iris", "marketer");
  await signIn(page, ` ${user.email.toUpperCase()} `);
});

test("a wrong password, an unknown e-mail and a disabled user are answered alike", async ({ page, world, watch }) => {
  watch.expect(ANSWER_401);
  const known = await world.user("Known", "marketer");
  const disabled = await world.user("Gone", "marketer");
  await world.db.query("UPDATE app_user SET disabled_at = now() WHERE id = $1", [disabled.id]);
  await page.goto("/sign-in");
  const attempts: [string, string][] = [
    [known.email, "wrong-password"],
    [`nobody-${world.tag}@attache.test`, PASSWORD],
    [disabled.email, PASSWORD],
  ];
  for (const [email, password] of attempts) {
    const answer = page.waitForResponse((response) => response.url().includes("/callback/credentials"));
    await fillSignIn(page, email, password);
    expect((await answer).status()).toBe(401);
    await expect(page.getByRole("alert").filter({ hasText: REFUSED })).toBeVisible();
    await expect(page).toHaveURL("/sign-in");
  }
});

test("after ten failures an account is throttled, even with the right password, and others are not", async ({
  openPage,
  world,
  watch,
}) => {
  watch.expect(ANSWER_401);
  const victim = await world.user("Victim", "admin");
  const other = await world.user("Other", "admin");
  // An address of its own, so that these failures are not counted against everybody who signs in from this machine.
  const page = await openPage(null, { extraHTTPHeaders: { "x-forwarded-for": `test-${world.tag}` } });
  await page.goto("/sign-in");
  const alert = page.getByRole("alert");
  for (let failures = 0; failures < 10; failures++) {
    const answer = page.waitForResponse((response) => response.url().includes("/callback/credentials"));
    await fillSignIn(page, victim.email, "wrong-password");
    await answer;
    await expect(alert.filter({ hasText: REFUSED })).toBeVisible();
  }
  await fillSignIn(page, victim.email);
  await expect(alert.filter({ hasText: "Too many attempts. Wait 15 minutes, then try again." })).toBeVisible();
  await fillSignIn(page, other.email);
  await expectTable(page);
});

test("signing out ends the session itself: a kept cookie opens nothing", async ({ page, openPage, world }) => {
  const user = await world.user("Iris", "admin");
  await signIn(page, user.email);
  const state = await page.context().storageState();
  await signOut(page);
  await page.goto("/audience-activity/referral-attribution");
  await expect(page).toHaveURL(/\/sign-in/);

  const thief = await openPage({ state });
  await thief.goto("/audience-activity/referral-attribution");
  await expect(thief).toHaveURL(/\/sign-in/);
});

for (const next of ["https://evil.test/", "//evil.test/", "/\\evil.test/", "javascript:alert(1)", "/\t/evil.test"]) {
  test(`signing in never leads to an address outside of Attaché: ${JSON.stringify(next)}`, async ({
    page,
    world,
    baseURL,
  }) => {
    const user = await world.user("Iris", "admin");
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await fillSignIn(page, user.email);
    await expect(page.getByRole("link", { name: "Attaché" })).toBeVisible();
    expect(new URL(page.url()).origin).toBe(baseURL);
  });
}

test("who is signed in does not see the sign-in page again", async ({ admin }) => {
  await admin.goto("/sign-in");
  await expectTable(admin);
  await expect(admin).toHaveURL("/audience-activity/referral-attribution");
});

test("the sign-in page is accessible, fits a phone and works by keyboard alone", async ({ page, world }) => {
  const user = await world.user("Iris", "admin");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/sign-in");
  await expectAccessible(page);
  await expectFitsPhone(page);
  await expect(page.getByLabel("Email", { exact: true })).toBeFocused();
  await page.keyboard.type(user.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await expectTable(page);
});

test("a form that is sent before the page runs keeps the password out of the address", async ({ openPage, world }) => {
  const user = await world.user("Iris", "admin");
  const page = await openPage(null, { javaScriptEnabled: false });
  await page.goto("/sign-in");
  await fillSignIn(page, user.email);
  await expect(page.getByLabel("Email", { exact: true })).toHaveValue("");
  expect(page.url()).not.toContain(PASSWORD);
});
