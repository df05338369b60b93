import pg from "pg";
import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { changeStatus, recordAttributions } from "@/lib/attributions/commands";
import { countList } from "@/lib/attributions/facets";
import { reassign } from "@/lib/attributions/reassign";
import { createCoupons, restoreCode, setShortcode } from "@/lib/codes/commands";
import { findLink } from "@/lib/codes/queries";
import { createContact } from "@/lib/contacts/commands";
import { findContactDetails } from "@/lib/contacts/details";
import { listContacts } from "@/lib/contacts/list";
import { searchContacts } from "@/lib/contacts/queries";
import { discardImport } from "@/lib/imports/commands";
import { addMembers } from "@/lib/segments/member-commands";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { allRows, attributionsCsv, checkFile, importFile, uploadFile, viewOf } from "@/lib/testing/imports";
import { merge } from "@/lib/testing/merging";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { eraseContact, previewErasure } from "./erase";
import { exportContact } from "./export";

const db = useTestDatabase();
let world: World;
beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 3, customers: 4 });
});

const EMAIL = "Zerubbabel.Quill@inkwell.test";
const OLD_EMAIL = "zq@formerly.test";
/** Everything that is known of the person, as one would look for it. */
const VALUES = [
  ...[EMAIL, OLD_EMAIL, "Zerubbabel", "Quillfeather", "Zeru-Old", "zq-external-77", "+44 20 7946 0991", "2079460991"],
  ...["Inkwell & Sons", "Moleskine-Lover", "zeru-quill", "ZERU-SAVES", "ZERUGIFT"],
];

const contact = (values: Partial<Parameters<typeof createContact>[2]>) => ({
  ...{ email: EMAIL, firstName: null, lastName: null, uid: null, phone: null, company: null },
  ...{ status: "enrolled" as const, customFields: [], ...values },
});

async function create(values: Partial<Parameters<typeof createContact>[2]>): Promise<string> {
  const made = await createContact(db.pool, world.actor, contact(values));
  if (made.outcome !== "created") throw new Error(made.outcome);
  return made.id;
}

/** The person in every place there is, by the commands of the application. Answers the id. */
async function makeEverywhere(): Promise<string> {
  const { actor, campaign, segmentId, customers, advocates } = world;
  const [cara, dora, emil] = customers.map(({ id }) => id);
  const id = await create({
    ...{ firstName: "Zerubbabel", lastName: "Quillfeather", uid: "zq-external-77", phone: "+44 20 7946 0991" },
    ...{ company: "Inkwell & Sons", customFields: [{ name: "Habit", value: "Moleskine-Lover" }] },
  });
  const oldId = await create({ email: OLD_EMAIL, firstName: "Zeru-Old", lastName: "Quillfeather" });
  for (const contactId of [id, oldId]) await addMembers(db.pool, actor, { segmentId, contactIds: [contactId] });
  const owner = { campaignId: campaign.id, advocateId: id };
  await setShortcode(db.pool, actor, { ...owner, code: "zeru-quill" });
  await createCoupons(db.pool, actor, { ...owner, pattern: "ZERU-SAVES", count: 1 });
  await createCoupons(db.pool, actor, { ...owner, advocateId: oldId, pattern: "ZERUGIFT", count: 1 });
  // As advocate and as referred contact, with reasons that name the person, also where another one is credited then.
  const recorded = await recordAttributions(db.pool, actor, [
    { customerId: cara, code: "zeru-quill", reason: "Zerubbabel said so on the phone" },
    { customerId: dora, code: "ZERUGIFT", reason: "zq@formerly.test wrote" },
    { customerId: id, campaignId: campaign.id, advocateId: advocates[0]!.id, reason: "Quillfeather asked for it" },
  ]);
  const [first, second] = recorded.map((one) => (one as { id: string }).id);
  await reassign(db.pool, actor, { ids: [first!], toAdvocateId: advocates[1]!.id, reason: "Zerubbabel has left" });
  await changeStatus(db.pool, actor, {
    ids: [second!],
    to: "inactive",
    reason: "Not ZERUBBABEL QUILLFEATHER but Dora",
  });
  const unrelated = await recordAttributions(db.pool, actor, [
    { customerId: emil, campaignId: campaign.id, advocateId: advocates[2]!.id, reason: `First sent by ${EMAIL}.` },
  ]);
  expect(unrelated[0]!.outcome).toBe("active");
  await makeImports();
  await merge(db.pool, world, { staysId: id, goesId: oldId });
  return id;
}

/** Imports that name the person: written, rejected, undone columns, by a constant, and one that does not name them. */
async function makeImports(): Promise<void> {
  const { campaign, advocates } = world;
  const rows = attributionsCsv(
    { customer_email: "new-1@example.test", short_code: "ZERU-QUILL", reason: "from Zerubbabel" },
    { customer_email: EMAIL.toUpperCase(), campaign_uid: campaign.uid, advocate_email: advocates[2]!.email },
    { customer_email: `\u00a0${OLD_EMAIL} `, campaign_uid: "no-such-campaign", advocate_email: advocates[2]!.email },
    { customer_email: "nobody-at-all", advocate_email: EMAIL, reason: "Quillfeather, Zerubbabel" },
    { customer_email: "new-2@example.test", campaign_uid: campaign.uid, advocate_email: advocates[2]!.email },
  );
  await importFile(db.pool, world, rows, { choices: { createContacts: true }, name: "zerubbabel-quillfeather.csv" });
  const wide = [
    "customer_email,campaign_uid,advocate_email,phone,uid,company,first name,last name,note",
    `new-3@example.test,${campaign.uid},${advocates[0]!.email},(44) 20-7946-0991,,,,,`,
    `new-4@example.test,${campaign.uid},${advocates[0]!.email},,zq-external-77,Inkwell & Sons,,,`,
    `zerubbabel@,${campaign.uid},${advocates[0]!.email},,,,Zerubbabel,Quillfeather,Moleskine-Lover`,
  ].join("\n");
  await importFile(db.pool, world, wide, { choices: { createContacts: true } });
  const view = await checkFile(db.pool, world, attributionsCsv({ customer_email: "new-2@example.test" }), {
    mapping: {
      customer_email: { column: 0 },
      advocate_email: { constant: EMAIL },
      campaign_uid: { constant: campaign.uid },
    },
  });
  await discardImport(db.pool, view.id);
}

/** Every column of every table that can hold text, in all schemas but the catalogs, as the catalog has them. */
async function textColumns(): Promise<{ schema: string; table: string; column: string; isBytes: boolean }[]> {
  const { rows } = await db.pool.query(`
    SELECT nspname AS schema, relname AS table, attname AS column, typname IN ('bytea', '_bytea') AS "isBytes"
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    JOIN pg_type ON pg_type.oid = atttypid
    WHERE relkind IN ('r', 'p', 'm') AND attnum > 0 AND NOT attisdropped
      AND nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
      AND (typcategory IN ('S', 'A', 'U') OR typname IN ('json', 'jsonb', 'bytea'))
    ORDER BY 1, 2, 3`);
  return rows;
}

/** Where any of the values is found, whatever its case: "table.column". */
async function placesOf(values: string[]): Promise<string[]> {
  const places: string[] = [];
  for (const { schema, table, column, isBytes } of await textColumns()) {
    const name = pg.escapeIdentifier(column);
    const text = isBytes ? `convert_from(${name}, 'LATIN1')` : `${name}::text`;
    const from = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;
    const { rows } = await db.pool.query(`SELECT 1 FROM ${from} WHERE lower(${text}) LIKE ANY($1) LIMIT 1`, [
      values.map((value) => `%${value.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`),
    ]);
    if (rows.length > 0) places.push(`${table}.${column}`);
  }
  const { rows } = await db.pool.query(
    `SELECT DISTINCT tablename || '.' || attname AS place FROM pg_stats
     WHERE schemaname = 'public' AND lower(concat(most_common_vals::text, histogram_bounds::text)) LIKE ANY($1)`,
    [values.map((value) => `%${value.toLowerCase()}%`)],
  );
  return [...places, ...rows.map(({ place }) => `statistics of ${place}`)];
}

const erase = (id: string, email = EMAIL) => eraseContact(db.pool, world.actor, { id, email });

test("nothing personal is left anywhere, while attributions, totals and history are what they were", async () => {
  const id = await makeEverywhere();
  await db.pool.query("ANALYZE");
  const before = await placesOf(VALUES);
  for (const place of [
    ...[
      "contact.email",
      "contact.custom_fields",
      "contact.search_text",
      "referral_code.code",
      "attribution_event.reason",
    ],
    ...["import_row.cells", "import_piece.bytes", "import_run.samples", "import_run.file_name", "actor.name"],
    ...["import_match.newcomer", "statistics of contact.email"].slice(1),
  ]) {
    expect(before).toContain(place);
  }
  const filter = { timeZone: "UTC" };
  const [counts, attributions, events] = [
    await countList(db.pool, filter),
    await storedAttributions(db.pool),
    await storedEvents(db.pool),
  ];
  expect(await erase(id, ` ${EMAIL.toLowerCase()} `)).toEqual({ erased: true });
  expect(await placesOf(VALUES)).toEqual([]);
  const withoutCode = (all: typeof attributions) =>
    all.map(({ code, ...rest }) => ({ ...rest, byCode: code !== null }));
  expect(withoutCode(await storedAttributions(db.pool))).toEqual(withoutCode(attributions));
  const withoutReason = (all: typeof events) => all.map(({ reason, ...rest }) => ({ ...rest, given: reason !== null }));
  expect(withoutReason(await storedEvents(db.pool))).toEqual(withoutReason(events));
  expect(await countList(db.pool, filter)).toEqual(counts);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("what is of others stays as it was", async () => {
  const id = await makeEverywhere();
  const others = await db.pool.query(sql`SELECT * FROM contact WHERE id <> ${id} AND merged_into IS NULL ORDER BY id`);
  await erase(id);
  const after = await db.pool.query(sql`SELECT * FROM contact WHERE erased_at IS NULL ORDER BY id`);
  expect(after.rows).toEqual(others.rows);
  const { rows } = await db.pool.query<{ cells: string[] }>("SELECT cells FROM import_row ORDER BY import_id, line");
  const cells = rows.flatMap((row) => row.cells);
  for (const kept of ["new-1@example.test", "new-2@example.test", world.advocates[2]!.email, "no-such-campaign"]) {
    expect(cells).toContain(kept);
  }
});

test("the file that names the person is not kept any more, and the rows show what was taken out", async () => {
  const id = await create({ email: EMAIL });
  const { id: importId } = await importFile(
    db.pool,
    world,
    attributionsCsv({ customer_email: EMAIL, short_code: "short-0" }),
  );
  const other = await importFile(
    db.pool,
    world,
    attributionsCsv({ customer_email: "no@example.test", short_code: "x" }),
  );
  await erase(id);
  expect((await viewOf(db.pool, importId)).fileErasedAt).not.toBeNull();
  expect((await allRows(db.pool, importId))[0]!.cells[0]).toBe("[erased]");
  expect((await viewOf(db.pool, other.id)).fileErasedAt).toBeNull();
  const { rows } = await db.pool.query("SELECT DISTINCT import_id AS id FROM import_piece");
  expect(rows).toEqual([{ id: other.id }]);
});

test("an e-mail the person had when a file was imported goes with them", async () => {
  const id = await create({ email: "before@inkwell.test", status: "prospect" });
  await importFile(db.pool, world, attributionsCsv({ customer_email: "before@inkwell.test", short_code: "short-0" }));
  await db.pool.query(sql`UPDATE contact SET email = ${EMAIL} WHERE id = ${id}`);
  await erase(id);
  expect(await placesOf(["before@inkwell.test"])).toEqual([]);
});

test("an erased contact is in no list and found by nothing, its page says so, and its e-mail is free again", async () => {
  const id = await makeEverywhere();
  await erase(id);
  expect((await listContacts(db.pool, { q: "erased" })).rows).toEqual([]);
  expect(await searchContacts(db.pool, { q: EMAIL })).toEqual([]);
  expect(await findLink(db.pool, "zeru-quill")).toBeNull();
  expect(await findContactDetails(db.pool, id)).toMatchObject({
    name: "Erased contact",
    aliases: [],
    status: "banned",
  });
  const { rows } = await db.pool.query<{ id: string }>(sql`SELECT id FROM referral_code WHERE advocate_id = ${id}`);
  expect(await restoreCode(db.pool, world.actor, rows[0]!.id)).toEqual({ outcome: "not_found" });
  expect((await createContact(db.pool, world.actor, contact({}))).outcome).toBe("created");
});

test("an erased contact neither refers nor is referred any more", async () => {
  const id = await makeEverywhere();
  await erase(id);
  const campaign = await makeCampaign(db.pool, "autumn", world.segmentId);
  const [outcome] = await recordAttributions(db.pool, world.actor, [
    { customerId: id, campaignId: campaign.id, advocateId: world.advocates[0]!.id },
  ]);
  expect(outcome).toMatchObject({ outcome: "rejected", code: "contact_banned" });
});

test.each(["uploaded", "checked"] as const)(
  "an import that is only %s and names the person stands in the way, and says which",
  async (state) => {
    const id = await create({ email: EMAIL });
    const file = attributionsCsv({ customer_email: "a@example.test", advocate_email: EMAIL });
    const open =
      state === "uploaded"
        ? await uploadFile(db.pool, world, new Uint8Array(Buffer.from(`\ufeff${file}`, "utf16le")), "open.csv")
        : (await checkFile(db.pool, world, file, { name: "open.csv" })).id;
    const { pool } = db;
    expect(await previewErasure(pool, id)).toMatchObject({ unfinished: [{ id: open, fileName: "open.csv" }] });
    expect(await erase(id)).toMatchObject({ refused: "import_unfinished", unfinished: [{ id: open }] });
    expect(await findContactDetails(pool, id)).toMatchObject({ email: EMAIL, erasedAt: null });
    await discardImport(pool, open);
    expect(await erase(id)).toEqual({ erased: true });
  },
);

test("it is refused twice, without the right e-mail, of a merged contact and of nobody", async () => {
  const id = await create({ email: EMAIL });
  const oldId = await create({ email: OLD_EMAIL });
  expect(await erase(id, "other@example.test")).toEqual({ refused: "email_mismatch" });
  await merge(db.pool, world, { staysId: id, goesId: oldId });
  expect(await erase(oldId, OLD_EMAIL)).toEqual({ refused: "merged" });
  expect(await erase("00000000-0000-7000-8000-00000000dead")).toEqual({ refused: "not_found" });
  expect(await erase(id)).toEqual({ erased: true });
  expect(await erase(id)).toEqual({ refused: "already_erased" });
  expect(await previewErasure(db.pool, id)).toEqual({ refused: "already_erased" });
});

test("the preview counts what goes and what stays", async () => {
  const id = await makeEverywhere();
  expect(await previewErasure(db.pool, id)).toMatchObject({
    ...{ emails: [EMAIL, OLD_EMAIL], segments: 1, importFiles: 2, unfinished: [] },
    ...{ importRows: 7, asAdvocate: 3, asReferred: 2 },
  });
});

test("a short uid or a first name alone is not taken for the person", async () => {
  const id = await create({ email: EMAIL, firstName: "Customer", lastName: "Seven", uid: "7" });
  const file = attributionsCsv({ customer_email: "other@example.test", short_code: "7", reason: "Customer" });
  const view = await importFile(db.pool, world, file);
  const [outcome] = await recordAttributions(db.pool, world.actor, [
    { customerId: world.customers[0]!.id, code: "short-0", reason: "Customer came in" },
  ]);
  await erase(id);
  expect((await viewOf(db.pool, view.id)).fileErasedAt).toBeNull();
  const [event] = await storedEvents(db.pool, (outcome as { id: string }).id);
  expect(event!.reason).toBe("Customer came in");
});

test("the export holds everything about the contact and is logged", async () => {
  const id = await makeEverywhere();
  const text = JSON.stringify(await exportContact(db.pool, world.actor, id)).toLowerCase();
  for (const value of VALUES.filter((one) => one !== "2079460991")) {
    expect(text).toContain(JSON.stringify(value.toLowerCase()).slice(1, -1));
  }
  const content = (await exportContact(db.pool, world.actor, id)) as Record<string, never>;
  expect(content).toMatchObject({
    format: "attache.contact.v1",
    profile: { id, email: EMAIL, customFields: { Habit: "Moleskine-Lover" } },
    aliases: [{ email: OLD_EMAIL }],
    segments: [{ name: "Partners" }],
    attributions: { asReferred: { length: 2 }, asAdvocate: { length: 3 } },
    importRows: { length: 7 },
  });
  const { rows } = await db.pool.query("SELECT contact_id AS id FROM audit_event WHERE kind = 'contact.exported'");
  expect(rows).toEqual([{ id }, { id }]);
  expect(await exportContact(db.pool, world.actor, "00000000-0000-7000-8000-00000000dead")).toBeNull();
});
