import { beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { attributionsCsv, checkFile, importAsChecked, importFile, rowsOf, standingOf } from "@/lib/testing/imports";
import { makeCampaign, makeContacts, makeWorld, type World } from "@/lib/testing/world";
import { WRITE_CHUNK_ROWS } from "./chunks";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { customers: 1 });
});

const creating = { choices: { createContacts: true } };
const byCode = (customer_email: string, code = 0) => ({ customer_email, short_code: `short-${code}` });
const newContacts = async () =>
  (
    await db.pool.query<{ email: string; status: string }>(
      "SELECT email, status FROM contact WHERE email NOT LIKE '%@example.test' ORDER BY email_key",
    )
  ).rows;

test("referred contacts who do not exist are rejected, and nobody is created, unless the importer chose so", async () => {
  const view = await importAsChecked(db.pool, world, attributionsCsv(byCode("new@people.test")));
  expect(await rowsOf(db.pool, view.id)).toEqual(["2: rejected customer_not_found"]);
  expect(view.result?.contactsCreated).toBe(0);
  expect(await newContacts()).toEqual([]);
});

test("referred contacts who do not exist become prospects, and are counted", async () => {
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(byCode("new@people.test"), byCode("customer-1@example.test"), byCode("also@people.test", 1)),
    creating,
  );
  expect(view.result).toMatchObject({ outcomes: { created: 3 }, contactsCreated: 2 });
  expect(await newContacts()).toEqual([
    { email: "also@people.test", status: "prospect" },
    { email: "new@people.test", status: "prospect" },
  ]);
});

test("several rows about one new e-mail, in whatever case and spaces, create one contact and follow each other", async () => {
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(byCode("new@people.test"), byCode(" NEW@People.test", 1), byCode("\u00A0New@PEOPLE.test\u200B"), {
      ...byCode("new@people.test"),
      status: "inactive",
    }),
    creating,
  );
  expect(await rowsOf(db.pool, view.id)).toEqual(["2: created", "3: attempt", "4: unchanged", "5: deactivated"]);
  expect(view.result?.contactsCreated).toBe(1);
  expect(await newContacts()).toHaveLength(1);
});

test("chunks that are written at once create the same contacts in whatever order they name them, each once", async () => {
  const numbers = Array.from({ length: 300 }, (_, index) => index);
  await makeCampaign(db.pool, "autumn", world.segmentId);
  const inCampaign = (campaign_uid: string) =>
    numbers.map((number) => ({
      ...{ customer_email: `new-${number}@people.test`, campaign_uid },
      advocate_email: world.advocates[0]!.email,
    }));
  const filling = Array.from({ length: WRITE_CHUNK_ROWS - 100 }, () => ({ short_code: "short-0" }));
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(...inCampaign("spring"), ...filling, ...inCampaign("autumn").reverse()),
    creating,
  );
  expect(view.result).toMatchObject({ outcomes: { created: 600, attempt: 0 }, contactsCreated: 300 });
  expect(await newContacts()).toHaveLength(300);
});

test("nobody is created for a row that is rejected for anything else, and the reason is that other thing", async () => {
  await makeContacts(db.pool, "outsider", 1, "enrolled");
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(
      byCode("a@people.test", 99),
      { customer_email: "b@people.test", campaign_uid: "spring", advocate_email: "outsider-1@example.test" },
      { ...byCode("c@people.test"), status: "inactive" },
      { ...byCode("d@people.test"), status: "whatever" },
      byCode("not an e-mail"),
    ),
    creating,
  );
  expect(await rowsOf(db.pool, view.id)).toEqual([
    "2: rejected unknown_code",
    "3: rejected advocate_not_in_segment",
    "4: rejected nothing_to_deactivate",
    "5: rejected invalid_status",
    "6: rejected invalid_email",
  ]);
  expect(view.result?.contactsCreated).toBe(0);
  expect(await newContacts()).toEqual([]);
});

test("a new contact whose first row is rejected is created for the row that is not", async () => {
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv({ ...byCode("new@people.test"), status: "inactive" }, byCode("new@people.test")),
    creating,
  );
  expect(await rowsOf(db.pool, view.id)).toEqual(["2: rejected nothing_to_deactivate", "3: created"]);
  expect(await standingOf(db.pool)).toEqual({ "spring new@people.test": "advocate-1@example.test" });
});

test("an e-mail that no contact can have is invalid, and fails nothing else", async () => {
  const view = await importAsChecked(
    db.pool,
    world,
    attributionsCsv(byCode(`${"x".repeat(255)}@people.test`), byCode("new@people.test")),
    creating,
  );
  expect(await rowsOf(db.pool, view.id)).toEqual(["2: rejected invalid_email", "3: created"]);
});

test("an import that is never run creates nobody", async () => {
  const view = await checkFile(db.pool, world, attributionsCsv(byCode("new@people.test")), creating);
  expect(view.check).toMatchObject({ outcomes: { created: 1 }, contactsCreated: 1 });
  expect(await newContacts()).toEqual([]);
});

test("a contact who was created by an earlier import is found by a later one, and not counted again", async () => {
  await importFile(db.pool, world, attributionsCsv(byCode("new@people.test")), creating);
  const view = await importAsChecked(db.pool, world, attributionsCsv(byCode("New@people.test", 1)), creating);
  expect(view.result).toMatchObject({ outcomes: { attempt: 1 }, contactsCreated: 0 });
});
