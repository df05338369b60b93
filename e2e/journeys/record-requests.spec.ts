import { expectAccessible, expectFitsPhone } from "../accessible";
import { expect, test } from "../api/v1/client";

const LOG = "/settings/integration-log";

test("an attribution, an order and a contact each show the requests about them, with the way into the log", async ({
  admin,
  marketer,
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const program = await programs.program({ name: "Shop", scopes: ["attributions:write", "orders:write"] });
  const customer_email = `cara-${world.tag}@example.test`;
  await program.post("referral_attribution/record", { customer_email, short_code: "no-such-code" });
  const made = await program.post("order/record", {
    ...{ customer_email, order_id: `A-${world.tag}`, revenue_amount: "49.90", currency: "EUR" },
    ...{ short_code: ada.shortcode },
  });
  const order = await made.json();
  const { rows } = await world.db.query<{ id: string }>("SELECT id FROM contact WHERE email = $1", [customer_email]);
  const customer = rows[0]!.id;

  await admin.goto(`/audience/contacts/${customer}`);
  const requests = admin.getByRole("region", { name: "Requests" });
  await expect(requests.getByRole("listitem")).toHaveCount(2);
  await expect(requests.getByRole("listitem").nth(0)).toContainText("order/record");
  const refused = requests.getByRole("listitem").nth(1);
  await expect(refused).toContainText("Refused");
  await expect(refused).toContainText(`Shop ${world.tag}`);
  await expect(refused).toContainText("No shortcode or coupon code is spelled like this.");
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await requests.getByRole("link", { name: "See all 2 in the integration log" }).click();
  await expect(admin.getByText("Only requests about the contact")).toBeVisible();
  await expect(admin.getByRole("table", { name: "Requests" }).getByRole("row")).toHaveCount(3);
  await expectAccessible(admin);
  await admin.getByRole("button", { name: "Clear all" }).click();
  await expect(admin.getByText("Only requests about the contact")).toHaveCount(0);

  await admin.goto(`/audience-activity/orders?q=A-${world.tag}`);
  await expect(admin.getByRole("row").filter({ hasText: `A-${world.tag}` })).toContainText("HubSpot");
  await admin.goto(`/audience-activity/orders/${order.id}`);
  await expect(admin.getByRole("region", { name: "Order", exact: true })).toContainText("API · HubSpot, by Shop");
  await expect(requests.getByRole("listitem")).toHaveCount(1);
  await expectAccessible(admin);
  await requests.getByRole("link", { name: "order/record" }).click();
  await expect(admin.getByRole("heading", { name: "order/record", level: 1 })).toBeVisible();
  await admin.goto(`/audience-activity/referral-attribution/${order.attribution_id}`);
  await expect(requests.getByRole("listitem")).toHaveCount(1);
  await expectAccessible(admin);

  await marketer.goto(`/audience/contacts/${customer}`);
  await marketer.getByRole("region", { name: "Requests" }).getByRole("link", { name: "record" }).last().click();
  await expect(marketer.getByRole("heading", { name: "What was sent" })).toBeVisible();
  await expect(marketer.locator("body")).not.toContainText(customer_email);
});

test("a record that no program asked about says so, and one whose requests cannot be read offers to try again", async ({
  admin,
  watch,
  world,
}) => {
  const cara = await world.contact("Cara");
  await admin.goto(`/audience/contacts/${cara.id}`);
  const requests = admin.getByRole("region", { name: "Requests" });
  await expect(requests).toContainText("The integration log has no request about it.");
  watch.expect(/503/);
  watch.expect(/503 to GET/);
  await admin.route("**/api/ui/requests?*", (route) => route.fulfill({ status: 503, json: {} }), { times: 1 });
  await admin.reload();
  await requests.getByRole("button", { name: "Retry" }).click();
  await expect(requests).toContainText("The integration log has no request about it.");
  await admin.goto(`${LOG}?record=${world.tag}`);
  await expect(admin.getByText("there is no such record")).toBeVisible();
});

test("an admin sets for how long requests are kept, after being told what that deletes; a marketer sees it", async ({
  admin,
  marketer,
  programs,
  world,
}) => {
  const program = await programs.program({ name: "Shop" });
  await world.db.query(
    `INSERT INTO integration_event (id, key_id, endpoint, status, outcome, code, answer, duration_us)
     SELECT uuid_v7(now() - interval '20 days'), $1, 'referral_attribution/record', 422, 'refused', 'unknown_code', '{}', 1
     FROM generate_series(1, 3)`,
    [program.id],
  );
  await admin.goto(LOG);
  await admin.getByRole("link", { name: "Retention" }).click();
  const days = admin.getByLabel("Keep requests for (days)");
  const save = admin.getByRole("button", { name: "Save", exact: true });
  for (const wrong of ["2", "3651", "1.5", "soon", ""]) {
    await days.fill(wrong);
    await save.click();
    await expect(admin.getByText("Type a whole number of days between 3 and 3650.")).toBeVisible();
  }
  await expectAccessible(admin);
  await days.fill("1000");
  await save.click();
  await expect(admin.getByText("Requests are kept for 1000 days.").first()).toBeVisible();
  await expect(days).toHaveValue("1000");

  await days.fill("19");
  await save.click();
  const dialog = admin.getByRole("dialog", { name: "Delete old requests?" });
  await expect(dialog).toContainText("requests are older than 19 days");
  await expect(dialog).toContainText("refused and never sent again with success");
  await expectAccessible(admin);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(admin.getByRole("strong")).toHaveText("1000 days");
  await days.fill("19");
  await save.click();
  await dialog.getByRole("button", { name: /^Delete \d+ and save$/ }).click();
  await expect(admin.getByRole("region", { name: "Changes" })).toContainText("1000 days → 19 days");
  await expectFitsPhone(admin);

  await marketer.goto(`${LOG}/retention`);
  await expect(marketer.getByRole("strong")).toHaveText("19 days");
  await expect(marketer.getByText("Admins set for how long.")).toBeVisible();
  await expect(marketer.getByLabel("Keep requests for (days)")).toHaveCount(0);
  await expectAccessible(marketer);

  await days.fill("90");
  await save.click();
  await expect(admin.getByRole("strong")).toHaveText("90 days");
});
