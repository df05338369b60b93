import type { Locator } from "@playwright/test";
import { expectAccessible } from "../../accessible";
import { CreateForm } from "../../create-form";
import { expectRefused } from "../../fields";
import { expect, test } from "../../fixtures";
import { List } from "../../list";
import type { Campaign, Person, World } from "../../world";

type Draft = { customer?: Person; campaign?: Campaign; advocate?: Person; code?: string };
type Refusal = {
  title: string;
  /** What is entered, given a running campaign. */
  draft: (world: World, campaign: Campaign) => Promise<Draft>;
  field: (form: CreateForm) => Locator;
  why: string;
};

const customer = (form: CreateForm) => form.customer;
const campaign = (form: CreateForm) => form.campaign;
const advocate = (form: CreateForm) => form.advocate;
const code = (form: CreateForm) => form.code;

const refusals: Refusal[] = [
  {
    title: "an unknown code",
    draft: async (world, spring) => ({ customer: await world.contact("Cara"), campaign: spring, code: "NO-SUCH-CODE" }),
    field: code,
    why: "No shortcode or coupon code is spelled like this.",
  },
  {
    title: "a retired code",
    draft: async (world, spring) => {
      const ada = await world.advocate("Ada", spring);
      await world.db.query("UPDATE referral_code SET retired_at = now() WHERE code = $1", [ada.shortcode]);
      return { customer: await world.contact("Cara"), campaign: spring, code: ada.shortcode };
    },
    field: code,
    why: "This code has been retired.",
  },
  {
    title: "a code of another campaign",
    draft: async (world, spring) => {
      const ada = await world.advocate("Ada", await world.campaign("Autumn"));
      return { customer: await world.contact("Cara"), campaign: spring, code: ada.shortcode };
    },
    field: code,
    why: "This code belongs to another campaign.",
  },
  {
    title: "a contact that refers itself",
    draft: async (world, spring) => {
      const ada = await world.advocate("Ada", spring);
      return { customer: ada, campaign: spring, advocate: ada };
    },
    field: advocate,
    why: "A contact cannot refer itself.",
  },
  {
    title: "a contact that refers itself by its own code",
    draft: async (world, spring) => {
      const ada = await world.advocate("Ada", spring);
      return { customer: ada, campaign: spring, code: ada.coupon };
    },
    field: code,
    why: "A contact cannot refer itself.",
  },
  {
    title: "a banned referred contact",
    draft: async (world, spring) => ({
      customer: await world.contact("Cara", "banned"),
      campaign: spring,
      advocate: await world.advocate("Ada", spring),
    }),
    field: customer,
    why: "A banned contact neither refers nor is referred.",
  },
  {
    title: "a banned advocate",
    draft: async (world, spring) => {
      const ada = await world.advocate("Ada", spring);
      await world.setStatus(ada, "banned");
      return { customer: await world.contact("Cara"), campaign: spring, advocate: ada };
    },
    field: advocate,
    why: "A banned contact neither refers nor is referred.",
  },
  {
    title: "an unsubscribed referred contact",
    draft: async (world, spring) => ({
      customer: await world.contact("Cara", "unsubscribed"),
      campaign: spring,
      advocate: await world.advocate("Ada", spring),
    }),
    field: customer,
    why: "This contact is unsubscribed; a referred contact is a prospect or enrolled.",
  },
  {
    title: "an advocate that is not enrolled",
    draft: async (world, spring) => {
      const paul = await world.contact("Paul", "prospect");
      await world.join(paul, spring);
      return { customer: await world.contact("Cara"), campaign: spring, advocate: paul };
    },
    field: advocate,
    why: "This contact is not enrolled, so it cannot refer.",
  },
  {
    title: "an advocate in no segment of the campaign",
    draft: async (world, spring) => ({
      customer: await world.contact("Cara"),
      campaign: spring,
      advocate: await world.contact("Olga", "enrolled"),
    }),
    field: advocate,
    why: "This contact is in no segment of the campaign, so it cannot refer here.",
  },
  {
    title: "a campaign that has ended",
    draft: async (world) => {
      const ended = await world.campaign("Ended", { ended: true });
      return { customer: await world.contact("Cara"), campaign: ended, advocate: await world.advocate("Ada", ended) };
    },
    field: campaign,
    why: "This campaign has ended; nobody can be referred into it any more.",
  },
  {
    title: "a campaign that has not started",
    draft: async (world) => {
      const future = await world.campaign("Future", { starts: new Date(Date.now() + 86_400_000) });
      return { customer: await world.contact("Cara"), campaign: future, advocate: await world.advocate("Ada", future) };
    },
    field: campaign,
    why: "This campaign has not started yet.",
  },
];

for (const { title, draft, field, why } of refusals) {
  test(`${title} is refused with the reason at the field, before saving and by the server, and nothing is recorded`, async ({
    admin,
    world,
  }) => {
    const spring = await world.campaign();
    const form = new CreateForm(admin);
    await form.fill(await draft(world, spring));
    await expectRefused(field(form), why);
    await expect(form.check).toContainText("Saving will be refused until this is mended.");
    const answer = admin.waitForResponse((response) => response.request().method() === "POST");
    await form.save.click();
    expect((await answer).status()).toBe(200);
    await expectRefused(field(form), why);
    await expect(field(form)).toBeFocused();
    await new List(admin).open({ q: world.tag });
    await expect(admin.getByRole("heading", { name: "Nothing matches these filters" })).toBeVisible();
  });
}

test("a code of another campaign is mended by one click, which chooses the code's campaign", async ({
  admin,
  world,
}) => {
  const [spring, autumn] = [await world.campaign("Spring"), await world.campaign("Autumn")];
  const [ada, cara] = [await world.advocate("Ada", autumn), await world.contact("Cara")];
  const form = new CreateForm(admin);
  await form.fill({ customer: cara, campaign: spring, code: ada.shortcode });
  await admin.getByRole("button", { name: `Choose ${autumn.name}` }).click();
  await expect(form.check).toContainText("Saving will create an active attribution.");
  await form.save.click();
  await expect(admin.getByRole("heading", { name: "Active attribution created" })).toBeVisible();
  expect(await world.statuses({ customer: cara, campaign: autumn })).toEqual(["active"]);
});

test("an advocate who cannot refer is told exactly what is missing", async ({ admin, world }) => {
  const spring = await world.campaign();
  const form = new CreateForm(admin);
  await form.fill({
    customer: await world.contact("Cara"),
    campaign: spring,
    advocate: await world.contact("Paul", "prospect"),
  });
  await expect(form.check).toContainText(
    `Paul ${world.tag} is a prospect, not enrolled, so cannot refer. Enrol the contact first.`,
  );
  await expect(form.check).toContainText(
    `Paul ${world.tag} is in no segment of ${spring.name}. Add the contact to the segment ${spring.segment}.`,
  );
  await expectAccessible(admin);
});

test("every field that is missing says so at the field, and nothing is sent", async ({ admin }) => {
  const form = new CreateForm(admin);
  await form.fill({});
  const posts: string[] = [];
  admin.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.url());
  });
  await form.save.click();
  await expectRefused(form.customer, "Choose the referred contact.");
  await expectRefused(form.campaign, "Choose the campaign.");
  await expectRefused(form.advocate, "Choose an advocate, or enter a shortcode or coupon code.");
  await expect(form.customer).toBeFocused();
  expect(posts).toEqual([]);
});

test("what became impossible after the form was filled in is refused by the server at the field", async ({
  admin,
  world,
}) => {
  const spring = await world.campaign();
  const [ada, cara] = [await world.advocate("Ada", spring), await world.contact("Cara")];
  const form = new CreateForm(admin);
  await form.fill({ customer: cara, campaign: spring, advocate: ada });
  await expect(form.check).toContainText("Saving will create an active attribution.");
  await world.setStatus(ada, "banned");
  await form.save.click();
  await expectRefused(form.advocate, "A banned contact neither refers nor is referred.");
  expect(await world.statuses({ customer: cara, campaign: spring })).toEqual([]);
});

test("a lost connection while saving is said as what it is: not known whether it was saved", async ({
  admin,
  world,
  watch,
}) => {
  watch.expect(/ERR_CONNECTION_FAILED|ERR_FAILED/);
  const spring = await world.campaign();
  const form = new CreateForm(admin);
  await form.fill({
    customer: await world.contact("Cara"),
    campaign: spring,
    advocate: await world.advocate("Ada", spring),
  });
  await admin.route("**/create*", (route) => route.abort("connectionfailed"));
  await form.save.click();
  await expect(admin.getByRole("alert").filter({ hasText: "it is not known whether this was saved" })).toBeVisible();
  await admin.unrouteAll();
  await form.save.click();
  await expect(admin.getByRole("heading", { name: "Active attribution created" })).toBeVisible();
});
