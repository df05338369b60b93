import { expectAccessible, expectFitsPhone } from "../accessible";
import { expect, test } from "../api/v1/client";
import { LIST } from "../list";

const LOG = "/settings/integration-log";

test("a key is made and shown once; a program records by it; a refused request is seen, its cause mended, and sent again", async ({
  admin,
  world,
  playwright,
  baseURL,
}) => {
  const campaign = await world.campaign();
  const ada = await world.contact("Ada", "enrolled");
  const { shortcode } = await world.codes(ada, campaign);
  await admin.goto("/settings/api-keys");
  await admin.getByRole("button", { name: "Create API key" }).first().click();
  const form = admin.getByRole("dialog", { name: "Create API key" });
  await form.getByRole("button", { name: "Create API key" }).click();
  await expect(form.getByText("Give the key a name", { exact: false })).toBeVisible();
  const name = `HubSpot ${world.tag}`;
  await form.getByLabel("Name").fill(name);
  await form.getByRole("combobox", { name: "Integration" }).click();
  await admin.getByRole("option", { name: "HubSpot" }).click();
  const rate = form.getByRole("textbox", { name: "Requests per second" });
  await rate.fill("20000");
  await form.getByRole("button", { name: "Create API key" }).click();
  await expect(form.getByText("Choose a whole number from 1 to 10,000.")).toBeVisible();
  await rate.fill("250");
  await form.getByRole("button", { name: "Create API key" }).click();
  const made = admin.getByRole("dialog", { name: "API key created" });
  const secret = await made.getByRole("textbox", { name: "API key" }).inputValue();
  await made.getByRole("button", { name: "Done" }).click();
  await expect(admin.getByRole("row").filter({ hasText: name })).toContainText("Never");
  await expect(admin.getByRole("row").filter({ hasText: name }).getByRole("cell", { name: "250" })).toBeVisible();

  const http = await playwright.request.newContext({ baseURL: baseURL! });
  const cara = `cara-${world.tag}@example.test`;
  const send = () =>
    http.post("/api/v1/referral_attribution/record", {
      ...{ data: { customer_email: cara, short_code: shortcode }, headers: { authorization: `Bearer ${secret}` } },
    });
  expect((await send()).status()).toBe(422);

  await admin.goto(`${LOG}/failing`);
  const group = admin.getByRole("row").filter({ hasText: name });
  await expect(group).toContainText("Add the contact to one of the campaign's segments.");
  await group.getByRole("link", { name: "advocate_not_in_segment" }).click();
  const request = admin.getByRole("row").filter({ hasText: cara });
  await expect(request).toContainText("Refused");
  await request.click();
  await expect(admin.getByRole("heading", { name: "Why" })).toBeVisible();
  await expect(admin.getByText("(advocate_not_in_segment)", { exact: false })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await world.join(ada, campaign);
  await admin.getByRole("button", { name: "Send again" }).click();
  await expect(admin.getByText("Sent again, and recorded.")).toBeVisible();
  await expect(admin.getByText("created as prospect", { exact: false })).toBeVisible();
  await admin.getByRole("link", { name: "the first request" }).click();
  await expect(admin.getByText("(done)", { exact: false })).toBeVisible();
  await expect(admin.getByRole("button", { name: "Send again" })).toHaveCount(0);

  await admin.goto(`${LIST}?q=${cara}`);
  const row = admin.getByRole("row").filter({ hasText: cara });
  await expect(row).toContainText("API");
  await expect(row).toContainText("API · HubSpot");
  await row.click();
  const record = admin.getByRole("dialog", { name: "Referral attribution" });
  await expect(record.getByText(`API · HubSpot, by ${name} (API key)`)).toBeVisible();
  await record.getByRole("link", { name: "See it in the integration log" }).click();
  await expect(admin.getByRole("row").filter({ hasText: "sent again" })).toContainText(cara);
  await admin.goto("/settings/api-keys");
  await expectAccessible(admin);
  await admin.getByRole("button", { name: `Revoke ${name}` }).click();
  await admin.getByRole("button", { name: "Revoke key" }).click();
  await expect(admin.getByRole("row").filter({ hasText: name })).toContainText("Revoked");
  expect((await send()).status()).toBe(401);
  await http.dispose();
});

test("a marketer reads why requests fail without seeing whom they are about, and is offered no change", async ({
  marketer,
  programs,
  world,
}) => {
  const program = await programs.program({ name: "Shop" });
  const email = `secretive-${world.tag}@example.test`;
  await program.post("referral_attribution/record", {
    customer_email: email,
    first_name: "Cara",
    short_code: "no-such",
  });
  await marketer.goto(`${LOG}?key=${program.id}`);
  const request = marketer.getByRole("row").filter({ hasText: "unknown_code" });
  await expect(request).toContainText("s•••@example.test");
  await request.click();
  await expect(marketer.getByRole("heading", { name: "What was sent" })).toBeVisible();
  await expect(marketer.locator("body")).not.toContainText("secretive");
  await expect(marketer.locator("pre").first()).not.toContainText("Cara");
  await expect(marketer.getByRole("button", { name: "Send again" })).toHaveCount(0);
});

test("of a batch it is said how many records were refused and why; of a duplicate whom its code meant and what stood", async ({
  admin,
  marketer,
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const program = await programs.program({ name: "CRM" });
  const customer_email = `cara-${world.tag}@example.test`;
  const records = [
    { customer_email, short_code: ada.shortcode },
    ...Array.from({ length: 2 }, (_, n) => ({
      customer_email: `x${n}-${world.tag}@example.test`,
      short_code: "no-such",
    })),
  ];
  await program.post("referral_attribution/record_batch", { records });
  await program.post("referral_attribution/record", { customer_email, short_code: ben.shortcode });
  await program.post("referral_attribution/record", { customer_email });

  await admin.goto(`${LOG}/failing`);
  const group = admin
    .getByRole("row")
    .filter({ hasText: `CRM ${world.tag}` })
    .filter({ hasText: "unknown_code" });
  await expect(group).toContainText("2 records in batches");
  await expectAccessible(admin);
  await group.getByRole("link", { name: "unknown_code" }).click();
  const why = admin.getByRole("region", { name: "Why" });
  await expect(why).toContainText("2 of 3 were refused, 1 active.");
  await expect(why.getByRole("listitem")).toContainText(
    "2 × unknown_code: No shortcode or coupon code is spelled like",
  );
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await admin.goto(`${LOG}?q=${customer_email}`);
  const rows = admin.getByRole("table", { name: "Requests" }).getByRole("row").filter({ hasText: customer_email });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("Send the advocate's short_code or coupon_code.");
  await rows.last().click();
  await expect(why).toContainText(`${ben.shortcode}, which stands for ${ben.name}`);
  await expect(why).toContainText("What stood");
  await expect(why.getByRole("link", { name: ada.name })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await marketer.goto(admin.url());
  await expect(marketer.getByRole("region", { name: "Why" })).toContainText("What stood");
  for (const { name } of [ada, ben]) await expect(marketer.locator("body")).not.toContainText(name);
});

test("the log is searched by e-mail and code, filtered by outcome, reason and key; where nothing matches it says so", async ({
  admin,
  programs,
  world,
}) => {
  const ada = await world.advocate("Ada", await world.campaign());
  const program = await programs.program({ name: "Shop" });
  const email = `find-${world.tag}@example.test`;
  await program.post("referral_attribution/record", { customer_email: email, short_code: ada.shortcode });
  await program.post("referral_attribution/record", { customer_email: email, short_code: "no-such" });
  await admin.goto(`${LOG}?key=${program.id}`);
  const rows = admin.getByRole("table", { name: "Requests" }).getByRole("row").filter({ hasText: email });
  await expect(rows).toHaveCount(2);
  await admin.getByRole("button", { name: "Filter by Outcome" }).click();
  await admin.getByRole("checkbox", { name: /^Refused/ }).check();
  await expect(rows).toHaveCount(1);
  await admin.keyboard.press("Escape");
  await expectAccessible(admin);
  await admin.goto(`${LOG}?q=${ada.shortcode}`);
  await expect(rows).toHaveCount(1);
  await admin.goto(`${LOG}?q=${email.toUpperCase()}`);
  await expect(rows).toHaveCount(2);
  await admin.goto(`${LOG}?q=nobody-${world.tag}`);
  await expect(admin.getByRole("heading", { name: "No request matches" })).toBeVisible();
  await expectFitsPhone(admin);
});

test("the reference has an example of each endpoint, and the console tries a request without keeping anything, then sends it", async ({
  admin,
  marketer,
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const ada = await world.advocate("Ada", campaign);
  const cara = await world.contact("Cara");
  const program = await programs.program({ name: "Console" });
  await admin.goto("/settings/api-reference");
  const endpoint = admin.getByRole("article", { name: "POST/api/v1/referral_attribution/record", exact: true });
  await expect(endpoint).toContainText("customer_email *");
  await endpoint.getByRole("tab", { name: "PHP" }).click();
  await expect(endpoint).toContainText("curl_setopt_array");
  const list = admin.getByRole("article", { name: "GET/api/v1/rewards", exact: true });
  await expect(list).toContainText("/api/v1/rewards?status=pending&size=25'");
  const change = admin.getByRole("article", { name: "PATCH/api/v1/referral_attributions/{id}", exact: true });
  await expect(change).toContainText(/newest record there is: run as they stand|is made up/);
  await expect(change).toContainText(/referral_attributions\/[0-9a-f-]{36}'/);
  await expectAccessible(admin);
  await expectFitsPhone(admin);

  await admin.getByRole("combobox", { name: "API key" }).click();
  await admin.getByRole("option", { name: `Console ${world.tag}` }).click();
  const body = admin.getByRole("textbox", { name: "Body" });
  await body.fill("{");
  await admin.getByRole("button", { name: "Try, keep nothing" }).click();
  await expect(admin.getByText("This is not JSON.")).toBeVisible();
  await body.fill(JSON.stringify({ customer_email: cara.email, short_code: ada.shortcode }));
  await admin.getByRole("button", { name: "Try, keep nothing" }).click();
  await expect(admin.getByText("201: It would be answered so; nothing was kept.")).toBeVisible();
  expect(await world.statuses({ customer: cara, campaign })).toEqual([]);
  await admin.getByRole("button", { name: "Send", exact: true }).click();
  await expect(admin.getByText("201: Sent. It is in the integration log.")).toBeVisible();
  expect(await world.statuses({ customer: cara, campaign })).toEqual(["active"]);
  expect(await program.logged()).toHaveLength(1);

  await marketer.goto("/settings/api-reference");
  await expect(marketer.getByRole("heading", { name: "Recipes" })).toBeVisible();
  await expect(marketer.getByRole("heading", { name: "Test console" })).toHaveCount(0);
});
