import sql from "sql-template-tag";
import { beforeEach, expect, test } from "vitest";
import { recordAttributions } from "@/lib/attributions/commands";
import { countList } from "@/lib/attributions/facets";
import { restoreCode } from "@/lib/codes/commands";
import { findLink } from "@/lib/codes/queries";
import { createContact } from "@/lib/contacts/commands";
import { findContactDetails } from "@/lib/contacts/details";
import { listContacts } from "@/lib/contacts/list";
import { searchContacts } from "@/lib/contacts/queries";
import { discardImport } from "@/lib/imports/commands";
import { useTestDatabase } from "@/lib/testing/database";
import { inconsistencies, storedAttributions, storedEvents } from "@/lib/testing/history";
import { allRows, attributionsCsv, checkFile, importFile, uploadFile, viewOf } from "@/lib/testing/imports";
import { merge } from "@/lib/testing/merging";
import {
  contactFields,
  createPerson,
  EMAIL,
  makePersonEverywhere,
  OLD_EMAIL,
  VALUES,
} from "@/lib/testing/person-everywhere";
import { placesOf } from "@/lib/testing/text-search";
import { makeCampaign, makeWorld, type World } from "@/lib/testing/world";
import { eraseContact, previewErasure } from "./erase";
import { exportContact } from "./export";

const db = useTestDatabase();
let world: World;
beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 3, customers: 4 });
});

const erase = (id: string, email = EMAIL) => eraseContact(db.pool, world.actor, { id, email });

test("nothing personal is left anywhere, while attributions, totals and history are what they were", async () => {
  const id = await makePersonEverywhere(db.pool, world);
  await db.pool.query("ANALYZE");
  const before = await placesOf(db.pool, VALUES);
  for (const place of [
    ...[
      "contact.email",
      "contact.custom_fields",
      "contact.search_text",
      "referral_code.code",
      "attribution_event.reason",
    ],
    ...["import_row.cells", "import_piece.bytes", "import_run.samples", "import_run.file_name", "actor.name"],
    "statistics of contact.email",
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
  expect(await placesOf(db.pool, VALUES)).toEqual([]);
  const withoutCode = (all: typeof attributions) =>
    all.map(({ code, ...rest }) => ({ ...rest, byCode: code !== null }));
  expect(withoutCode(await storedAttributions(db.pool))).toEqual(withoutCode(attributions));
  const withoutReason = (all: typeof events) => all.map(({ reason, ...rest }) => ({ ...rest, given: reason !== null }));
  expect(withoutReason(await storedEvents(db.pool))).toEqual(withoutReason(events));
  expect(await countList(db.pool, filter)).toEqual(counts);
  expect(await inconsistencies(db.pool)).toEqual([]);
});

test("what is of others stays as it was", async () => {
  const id = await makePersonEverywhere(db.pool, world);
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
  const id = await createPerson(db.pool, world, { email: EMAIL });
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

test.each(["existed", "was created by it"])(
  "an e-mail the person had when a file was imported goes with them: who %s",
  async (how) => {
    if (how === "existed") await createPerson(db.pool, world, { email: "before@inkwell.test", status: "prospect" });
    const file = attributionsCsv({ customer_email: "Before@inkwell.test", short_code: "short-0" });
    await importFile(db.pool, world, file, { choices: { createContacts: true } });
    const [contact] = await searchContacts(db.pool, { q: "before@inkwell.test" });
    await db.pool.query(sql`UPDATE contact SET email = ${EMAIL} WHERE id = ${contact!.id}`);
    expect(await placesOf(db.pool, ["before@inkwell.test"])).toContain("import_row.cells");
    await erase(contact!.id);
    expect(await placesOf(db.pool, ["before@inkwell.test"])).toEqual([]);
  },
);

test("an erased contact is in no list and found by nothing, its page says so, and its e-mail is free again", async () => {
  const id = await makePersonEverywhere(db.pool, world);
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
  expect((await createContact(db.pool, world.actor, contactFields({}))).outcome).toBe("created");
});

test("an erased contact neither refers nor is referred any more", async () => {
  const id = await makePersonEverywhere(db.pool, world);
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
    const id = await createPerson(db.pool, world, { email: EMAIL });
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
  const id = await createPerson(db.pool, world, { email: EMAIL });
  const oldId = await createPerson(db.pool, world, { email: OLD_EMAIL });
  expect(await erase(id, "other@example.test")).toEqual({ refused: "email_mismatch" });
  await merge(db.pool, world, { staysId: id, goesId: oldId });
  expect(await erase(oldId, OLD_EMAIL)).toEqual({ refused: "merged" });
  expect(await erase("00000000-0000-7000-8000-00000000dead")).toEqual({ refused: "not_found" });
  expect(await erase(id)).toEqual({ erased: true });
  expect(await erase(id)).toEqual({ refused: "already_erased" });
  expect(await previewErasure(db.pool, id)).toEqual({ refused: "already_erased" });
});

test("the preview counts what goes and what stays", async () => {
  const id = await makePersonEverywhere(db.pool, world);
  expect(await previewErasure(db.pool, id)).toMatchObject({
    ...{ emails: [EMAIL, OLD_EMAIL], segments: 1, importFiles: 4, unfinished: [] },
    ...{ importRows: 12, asAdvocate: 4, asReferred: 3 },
  });
});

test("a short uid or a first name alone is not taken for the person", async () => {
  const id = await createPerson(db.pool, world, { email: EMAIL, firstName: "Customer", lastName: "Seven", uid: "7" });
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
  const id = await makePersonEverywhere(db.pool, world);
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
    attributions: { asReferred: { length: 3 }, asAdvocate: { length: 4 } },
    importRows: { length: 12 },
    ...{ orders: { length: 3 }, requests: { length: 1 }, importedValues: { length: 1 } },
  });
  const { rows } = await db.pool.query("SELECT contact_id AS id FROM audit_event WHERE kind = 'contact.exported'");
  expect(rows).toEqual([{ id }, { id }]);
  expect(await exportContact(db.pool, world.actor, "00000000-0000-7000-8000-00000000dead")).toBeNull();
});
