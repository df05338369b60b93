import { expect, test } from "./client";

const RECORD = "referral_attribution/record";

test("requests that come at the same time are each answered, kept and logged as if they had come alone", async ({
  programs,
  world,
}) => {
  const campaign = await world.campaign();
  const [ada, ben] = [await world.advocate("Ada", campaign), await world.advocate("Ben", campaign)];
  const program = await programs.program();
  const email = (name: string) => `${name}-${world.tag}@people.test`;
  const send = (name: string, code: string, key = name) =>
    program.post(RECORD, { customer_email: email(name), short_code: code, shoe: 42 }, { "idempotency-key": key });

  const sent = await Promise.all([
    ...Array.from({ length: 20 }, (_, nth) => send(`new-${nth}`, ada.shortcode)),
    ...Array.from({ length: 6 }, (_, nth) => send("same", [ada, ben][nth % 2]!.shortcode, `same-${nth}`)),
    ...Array.from({ length: 6 }, () => send("twin", ben.shortcode)),
    ...Array.from({ length: 4 }, (_, nth) => send(`nobody-${nth}`, "no-such-code")),
    send("half-\ud800", ada.shortcode, "half"),
  ]);
  const answers = await Promise.all(sent.map(async (one) => ({ status: one.status(), ...(await one.json()) })));
  const [fresh, same, twins, rejected] = [
    ...[answers.slice(0, 20), answers.slice(20, 26), answers.slice(26, 32), answers.slice(32, 36)],
  ];

  for (const answer of fresh!) {
    expect(answer).toMatchObject({ status: 201, outcome: "active", customer_created: true });
    expect(answer.warnings).toEqual([expect.stringContaining("shoe")]);
  }
  expect(new Set(fresh!.map(({ id }) => id)).size).toBe(20);
  const again = await Promise.all(Array.from({ length: 20 }, (_, nth) => send(`new-${nth}`, ada.shortcode)));
  expect(await Promise.all(again.map((one) => one.text()))).toEqual(
    await Promise.all(sent.slice(0, 20).map((one) => one.text())),
  );
  expect(same!.map(({ outcome }) => outcome).sort()).toEqual(["active", ...Array(5).fill("inactive_duplicate")]);
  expect(same!.filter(({ customer_created }) => customer_created)).toHaveLength(1);
  expect(twins!.map(({ status }) => status).sort()).toEqual([...Array(5).fill(200), 201]);
  expect(new Set(twins!.map(({ id }) => id)).size).toBe(1);
  expect(rejected!.map(({ status, code }) => [status, code])).toEqual(Array(4).fill([422, "unknown_code"]));
  expect(answers[36].status).toBeLessThan(500);

  const { rows } = await world.db.query(
    `SELECT count(*)::int AS contacts,
       (SELECT count(*)::int FROM attribution JOIN contact ON contact.id = customer_id WHERE email LIKE $1) AS attributions
     FROM contact WHERE email LIKE $1 AND email NOT LIKE 'half%'`,
    [`%-${world.tag}@people.test`],
  );
  expect(rows[0]).toEqual({ contacts: 22, attributions: expect.any(Number) });
  expect(rows[0].attributions - (answers[36].status === 201 ? 1 : 0)).toBe(20 + 6 + 1);
  expect(await program.logged()).toHaveLength(57);
  const { rowCount: transactions } = await world.db.query(
    "SELECT DISTINCT xmin::text FROM integration_event WHERE key_id = $1",
    [program.id],
  );
  expect(transactions).toBeLessThan(57);
});

test("requests of several keys, each for its own campaign, do not mix", async ({ programs, world }) => {
  const [spring, autumn] = [await world.campaign(), await world.campaign("Autumn")];
  const ada = await world.advocate("Ada", spring);
  const ben = await world.advocate("Ben", autumn);
  const forSpring = await programs.program({ campaign: spring });
  const forAutumn = await programs.program({ campaign: autumn });
  const statuses = await Promise.all(
    Array.from({ length: 24 }, async (_, nth) => {
      const program = nth % 2 === 0 ? forSpring : forAutumn;
      const code = nth % 3 === 0 ? ben.shortcode : ada.shortcode;
      const answer = await program.post(RECORD, {
        ...{ customer_email: `mix-${nth}-${world.tag}@people.test`, short_code: code },
      });
      return answer.status();
    }),
  );
  expect(statuses).toEqual(Array.from({ length: 24 }, (_, nth) => ((nth % 2 === 0) === (nth % 3 === 0) ? 403 : 201)));
});
