import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkAdvocates } from "@/lib/attributions/check-advocates";
import { listContactStory, listReferralsBy, listReferralsOf } from "@/lib/attributions/contact-story";
import { searchEligibleAdvocates } from "@/lib/attributions/record-queries";
import { listChanges } from "@/lib/audit/changes";
import { listAdvocates } from "@/lib/campaigns/advocates";
import { countCampaigns, findCampaign, listCampaigns } from "@/lib/campaigns/queries";
import { findLink } from "@/lib/codes/queries";
import { giveShortcodes } from "@/lib/codes/shortcodes";
import { setContactStatus } from "@/lib/contacts/commands";
import { findContactDetails, listAdvocacies } from "@/lib/contacts/details";
import { searchContacts } from "@/lib/contacts/queries";
import { encodeCursor } from "@/lib/db/keyset";
import { inDryRun, type Transaction } from "@/lib/db/transaction";
import { countMembers, listMembers } from "@/lib/segments/member-queries";
import { findSegment } from "@/lib/segments/queries";
import { type Measured, medianMs, report } from "./measure";
import { type Case, countCases, listCases, type Program, searchCases } from "./program-lists";
import * as plain from "./program-plain";
import { NEW_ADVOCATES, openProgram, SYSTEM } from "./program-world";

const CONTACTS = Number(process.env.BENCH_ROWS ?? 1_000_000);
const RUNS = 7;
const actor = { actorId: SYSTEM, source: "manual" } as const;

let program: Awaited<ReturnType<typeof openProgram>>;
let pool: pg.Pool;
/** The ids of the world: what the benchmark asks for by id. */
let ids: Program["ids"];
let middleName: string;

beforeAll(async () => {
  program = await openProgram(CONTACTS);
  pool = program.pool;
  const one = async (text: string) => (await pool.query<{ id: string }>(text)).rows[0]!.id;
  const numbered = (table: string, n: number) => one(`SELECT id FROM ${table} ORDER BY id OFFSET ${n} LIMIT 1`);
  ids = {
    middle: await numbered("contact", CONTACTS / 2),
    ordinary: await one(`SELECT advocate_id AS id FROM attribution ORDER BY id DESC OFFSET 101 LIMIT 1`),
    advocate: await numbered("contact", 0),
    busy: await one("SELECT max(customer_id::text) AS id FROM attribution"),
    everyone: await numbered("segment", 0),
    fresh: await numbered("segment", 1),
    segment: await numbered("segment", 9),
    open: await numbered("campaign", 0),
    campaign: await numbered("campaign", 10),
  };
  middleName = (await pool.query("SELECT sort_key FROM contact WHERE id = $1", [ids.middle])).rows[0].sort_key;
}, 600_000);

afterAll(() => program?.close());

async function compare(title: string, cases: Case[], runs = RUNS): Promise<void> {
  const measured: Measured[] = [];
  for (const [what, attache, bare] of cases) {
    measured.push({ what, ms: await medianMs(attache, runs), plainMs: await medianMs(bare, runs) });
  }
  report(`${title}, ${CONTACTS.toLocaleString("en")} contacts`, "bare SQL", measured);
  expect(measured).toHaveLength(cases.length);
}

describe("reading", () => {
  test("the list of contacts", () => compare("The list of contacts", listCases({ pool, ids, middleName })));

  test("searching contacts", () => compare("Searching contacts", searchCases({ pool, ids, middleName })));

  test("counting contacts", () =>
    compare("Total and counts of the filter chips", countCases({ pool, ids, middleName })));

  test("one contact", async () => {
    const page = (what: string, id: string): Case => [
      what,
      async () => {
        await findContactDetails(pool, id);
        await Promise.all([
          listAdvocacies(pool, id),
          listReferralsOf(pool, id),
          listReferralsBy(pool, id),
          listContactStory(pool, id),
        ]);
      },
      () => Promise.all(plain.contact(id).map((text) => pool.query(text))),
    ];
    const middle = async (id: string) => {
      const { rows } = await pool.query(
        `SELECT id FROM attribution_event WHERE customer_id = $1 ORDER BY id OFFSET 12000 LIMIT 1`,
        [id],
      );
      return rows[0]?.id ?? ids.middle;
    };
    const before = await middle(ids.busy);
    await compare("The page of a contact", [
      page("an ordinary advocate", ids.ordinary),
      page("who made 50,000 referrals", ids.advocate),
      page("to whom 50,000 things happened", ids.busy),
      [
        "the same, 12,000 things earlier",
        () => listContactStory(pool, ids.busy, before),
        () => pool.query(plain.story(ids.busy, before)),
      ],
    ]);
  });

  test("segments, campaigns, pickers and links", async () => {
    const segmentPage = (what: string, id: string): Case => [
      what,
      async () => {
        await findSegment(pool, id);
        await Promise.all([
          listMembers(pool, id, {}),
          countMembers(pool, id, {}),
          listChanges(pool, { segmentId: id }),
        ]);
      },
      () => Promise.all(plain.segment(id).map((text) => pool.query(text))),
    ];
    const campaignPage = (what: string, id: string, params = {}, where = "TRUE"): Case => [
      what,
      async () => {
        await findCampaign(pool, id);
        await listAdvocates(pool, id, params);
      },
      () => Promise.all(plain.campaign(id, where).map((text) => pool.query(text))),
    ];
    const deepName = { after: encodeCursor({ id: ids.middle, value: middleName }) };
    const beyond = `(sort_key, contact.id) > ('${middleName}', '${ids.middle}')`;
    const code = (await pool.query("SELECT code FROM referral_code OFFSET 321 LIMIT 1")).rows[0].code;
    await compare("Segments, campaigns, pickers and links", [
      segmentPage("segment of a thousand", ids.segment),
      segmentPage("segment of everyone", ids.everyone),
      [
        "members by name, segment of everyone",
        () => listMembers(pool, ids.everyone, { sort: "name" }),
        () => pool.query(plain.membersByName(ids.everyone)),
      ],
      [
        "members by name, segment of a thousand",
        () => listMembers(pool, ids.segment, { sort: "name" }),
        () => pool.query(plain.membersOfFewByName(ids.segment)),
      ],
      [
        "list of campaigns",
        () => Promise.all([listCampaigns(pool, {}), countCampaigns(pool, {})]),
        () => pool.query(plain.campaigns()),
      ],
      campaignPage("campaign of two segments", ids.campaign),
      campaignPage("campaign of two segments, in the middle", ids.campaign, deepName, beyond),
      campaignPage("campaign open to everyone", ids.open),
      campaignPage("campaign open to everyone, in the middle", ids.open, deepName, beyond),
      campaignPage(
        "campaign open to everyone, one found",
        ids.open,
        { q: "person-43210@" },
        "search_text LIKE '%person-43210@%'",
      ),
      campaignPage(
        "campaign of two segments, nobody found",
        ids.campaign,
        { q: "example.org" },
        "search_text LIKE '%example.org%'",
      ),
      [
        "may they advocate: one found",
        () => checkAdvocates(pool, { campaignId: ids.open, q: "person-43210@" }),
        () => pool.query(plain.eligible(ids.open, "person-43210@")),
      ],
      [
        "may they advocate: many found",
        () => checkAdvocates(pool, { campaignId: ids.open, q: "first1" }),
        () => pool.query(plain.eligible(ids.open, "first1")),
      ],
      ["picker, nothing typed", () => searchContacts(pool, { q: "" }), () => pool.query(plain.picked(""))],
      ["picker, one letter", () => searchContacts(pool, { q: "a" }), () => pool.query(plain.picked("a"))],
      [
        "picker, one matches",
        () => searchContacts(pool, { q: "person-43210@" }),
        () => pool.query(plain.picked("person-43210@")),
      ],
      [
        "picker, nobody matches",
        () => searchContacts(pool, { q: "no such" }),
        () => pool.query(plain.picked("no such")),
      ],
      [
        "picker of advocates, nothing typed, open to everyone",
        () => searchEligibleAdvocates(pool, { campaignId: ids.open, q: "" }),
        () => pool.query(plain.pickedAdvocates(ids.open, "")),
      ],
      [
        "picker of advocates, nothing typed, two segments",
        () => searchEligibleAdvocates(pool, { campaignId: ids.campaign, q: "" }),
        () => pool.query(plain.pickedAdvocates(ids.campaign, "")),
      ],
      [
        "picker of advocates, 12,000 names match",
        () => searchEligibleAdvocates(pool, { campaignId: ids.campaign, q: "first12" }),
        () => pool.query(plain.pickedAdvocates(ids.campaign, "first12")),
      ],
      ["/r/<code>", () => findLink(pool, code), () => pool.query(plain.link(code))],
    ]);
  });
});

test("changing a hundred thousand", async () => {
  const some = Math.min(NEW_ADVOCATES, CONTACTS * 0.3);
  const { rows } = await pool.query<{ contact_id: string }>(
    "SELECT contact_id FROM segment_member WHERE segment_id = $1",
    [ids.fresh],
  );
  const members = rows.map(({ contact_id }) => contact_id);
  // Undone each time; what waits for the commit is done before.
  const undone = (work: (tx: Transaction) => Promise<unknown>) => () =>
    inDryRun(pool, async (tx) => {
      await work(tx);
      await tx.query("SET CONSTRAINTS ALL IMMEDIATE");
    });
  const opened = plain.open(ids.campaign, ids.fresh);
  await compare(
    "Changing many at once",
    [
      [
        `shortcodes for ${some.toLocaleString("en")} new advocates`,
        undone(async (tx) => {
          await tx.query(opened);
          expect(await giveShortcodes(tx, actor, { campaignIds: [ids.campaign] })).toBeGreaterThan(some * 0.9);
        }),
        undone(async (tx) => {
          await tx.query(opened);
          await tx.query(plain.giveShortcodes(ids.campaign, ids.fresh));
        }),
      ],
      [
        `status of ${some.toLocaleString("en")}`,
        undone((tx) => setContactStatus(tx, actor, { ids: members, to: "unsubscribed" })),
        undone((tx) => tx.query(plain.setStatus(ids.fresh, "unsubscribed"))),
      ],
    ],
    2,
  );
});
