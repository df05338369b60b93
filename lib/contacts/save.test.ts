import { beforeEach, describe, expect, test } from "vitest";
import { listTrail } from "@/lib/audit/trail";
import { useTestDatabase } from "@/lib/testing/database";
import { makeWorld, type World } from "@/lib/testing/world";
import { createContact, setContactStatus, updateContact } from "./commands";
import { type ContactDetails, findContactDetails, listAdvocacies } from "./details";
import { type ContactFields, contactFieldsSchema } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 2 });
});

const fields = (patch: Partial<ContactFields> = {}): ContactFields => ({
  ...{
    email: "new@people.test",
    firstName: "Ada",
    lastName: "Lovelace",
    uid: "42",
    phone: "+44 1",
    company: "Engines",
  },
  ...{ status: "prospect", customFields: [{ name: "tier", value: "gold" }] },
  ...patch,
});

async function create(patch: Partial<ContactFields> = {}): Promise<ContactDetails> {
  const result = await createContact(db.pool, world.actor, fields(patch));
  if (result.outcome !== "created") throw new Error(result.outcome);
  return (await findContactDetails(db.pool, result.id))!;
}

const trail = async (contactId: string) =>
  (await listTrail(db.pool, { contactIds: [contactId] })).map(({ kind, detail }) => ({ kind, detail }));

describe("a created contact", () => {
  test("has every field that was given, and the door it came through", async () => {
    expect(await create()).toMatchObject({ ...fields(), name: "Ada Lovelace", source: "manual", segments: [] });
  });

  test("has its creation in its trail, without any personal data", async () => {
    const { id } = await create();
    expect(await trail(id)).toEqual([{ kind: "contact.created", detail: { to: "prospect" } }]);
  });

  test.each(["CUSTOMER-1@Example.TEST", " customer-1@example.test "])(
    "is refused with the e-mail %s that somebody has, naming them, and nothing is written",
    async (email) => {
      const result = await createContact(db.pool, world.actor, fields({ email }));
      expect(result).toMatchObject({ outcome: "email_taken", holder: { id: world.customers[0]!.id } });
      expect((await db.pool.query("SELECT FROM audit_event")).rowCount).toBe(0);
    },
  );

  test("is refused with an external uid that somebody has, naming them", async () => {
    const { id } = await create();
    const result = await createContact(db.pool, world.actor, fields({ email: "other@people.test" }));
    expect(result).toMatchObject({ outcome: "uid_taken", holder: { id } });
  });

  test("is one, however often and at once it is asked for", async () => {
    const results = await Promise.all(
      Array.from({ length: 6 }, () => createContact(db.pool, world.actor, fields({ uid: null }))),
    );
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["created", ...Array(5).fill("email_taken")]);
  });

  test("may have texts that cannot be stored as they are", async () => {
    const made = await create({ company: "a\0b", customFields: [{ name: "x\0", value: "y\0" }] });
    expect(made).toMatchObject({ company: "a\uFFFDb", customFields: [{ name: "x\uFFFD", value: "y\uFFFD" }] });
  });
});

describe("a saved contact", () => {
  test("has what was given, and the names of the changed fields in its trail", async () => {
    const { id, version } = await create();
    const patch = { company: null, firstName: "Augusta", customFields: [{ name: "tier", value: "silver" }] };
    expect(await updateContact(db.pool, world.actor, { id, version, ...fields(patch) })).toEqual({
      outcome: "updated",
    });
    expect(await findContactDetails(db.pool, id)).toMatchObject(fields(patch));
    expect((await trail(id))[0]).toEqual({
      kind: "contact.updated",
      detail: { fields: ["first_name", "company", "custom_fields"] },
    });
  });

  test("in which nothing is different has no new event", async () => {
    const { id, version } = await create();
    await updateContact(db.pool, world.actor, { id, version, ...fields() });
    expect(await trail(id)).toHaveLength(1);
  });

  test("is not written over a change that the form has not seen", async () => {
    const { id, version } = await create();
    await updateContact(db.pool, world.actor, { id, version, ...fields({ company: "First" }) });
    const second = await updateContact(db.pool, world.actor, { id, version, ...fields({ company: "Second" }) });
    expect(second).toEqual({ outcome: "changed_meanwhile" });
    expect(await findContactDetails(db.pool, id)).toMatchObject({ company: "First" });
  });

  test("is saved by one of those who save it at the same moment", async () => {
    const { id, version } = await create();
    const results = await Promise.all(
      ["a", "b", "c", "d"].map((company) =>
        updateContact(db.pool, world.actor, { id, version, ...fields({ company }) }),
      ),
    );
    expect(results.filter(({ outcome }) => outcome === "updated")).toHaveLength(1);
  });

  test("is refused with somebody else's e-mail, naming them, and keeps what it had", async () => {
    const { id, version } = await create();
    const email = world.customers[1]!.email.toUpperCase();
    const result = await updateContact(db.pool, world.actor, { id, version, ...fields({ email, company: "X" }) });
    expect(result).toMatchObject({ outcome: "email_taken", holder: { id: world.customers[1]!.id } });
    expect(await findContactDetails(db.pool, id)).toMatchObject(fields());
    expect(await trail(id)).toHaveLength(1);
  });

  test("keeps its own e-mail in another case", async () => {
    const { id, version } = await create();
    const result = await updateContact(db.pool, world.actor, { id, version, ...fields({ email: "NEW@people.test" }) });
    expect(result).toEqual({ outcome: "updated" });
  });

  test("is not found by an id that nobody has", async () => {
    const id = "00000000-0000-7000-8000-00000000dead";
    expect(await updateContact(db.pool, world.actor, { id, version: "", ...fields() })).toEqual({
      outcome: "not_found",
    });
  });

  test("that becomes enrolled gets a shortcode in the campaigns open to its segments", async () => {
    const { id, version } = await create();
    await db.pool.query("INSERT INTO segment_member (segment_id, contact_id) VALUES ($1, $2)", [world.segmentId, id]);
    await updateContact(db.pool, world.actor, { id, version, ...fields({ status: "enrolled" }) });
    expect((await trail(id)).map(({ kind, detail }) => [kind, detail])).toEqual([
      ["code.created", {}],
      ["contact.status_changed", { from: "prospect", to: "enrolled" }],
      ["contact.created", { to: "prospect" }],
    ]);
    expect(await listAdvocacies(db.pool, id)).toMatchObject([
      { uid: "spring", state: "running", isMember: true, codes: [{ kind: "shortcode", retired: false }] },
    ]);
  });
});

describe("the status of many contacts", () => {
  test("changes for those who had another one; each has both in the trail", async () => {
    const ids = [...world.advocates, ...world.customers].map(({ id }) => id);
    const outcome = await setContactStatus(db.pool, world.actor, { ids: [...ids, ids[0]!], to: "enrolled" });
    expect(outcome).toEqual({ changed: 2, unchanged: 2, codes: 0 });
    expect(await trail(world.advocates[0]!.id)).toEqual([]);
    const event = { kind: "contact.status_changed", detail: { from: "prospect", to: "enrolled" } };
    expect(await trail(world.customers[0]!.id)).toEqual([event]);
  });

  test("set twice at once is changed and logged once", async () => {
    const ids = world.customers.map(({ id }) => id);
    const change = () => setContactStatus(db.pool, world.actor, { ids, to: "banned" });
    const outcomes = await Promise.all([change(), change(), change()]);
    expect(outcomes.reduce((sum, { changed }) => sum + changed, 0)).toBe(2);
    expect(await trail(ids[0]!)).toHaveLength(1);
  });
});

describe("what is typed into the form", () => {
  const typed = { email: "Ada@Example.test", status: "prospect", customFields: [] } as const;
  const messages = (patch: object) =>
    contactFieldsSchema.safeParse({ ...typed, ...patch }).error?.issues.map(({ message }) => message);

  test("is taken without the spaces around it, and what is empty as not there", () => {
    const parsed = contactFieldsSchema.parse({ ...typed, email: " ａda@Example.test ", firstName: "  ", uid: " 7 " });
    expect(parsed).toMatchObject({ email: "ada@Example.test", firstName: null, uid: "7" });
  });

  test("is refused with a sentence that names the value", () => {
    expect(messages({ email: "ada at home" })).toEqual([
      "“ada at home” is not an e-mail address. Write it like ada@example.com.",
    ]);
    expect(messages({ email: " " })?.[0]).toBe("Enter an e-mail address.");
    const twice = [
      { name: "tier", value: "gold" },
      { name: " tier", value: "silver" },
    ];
    expect(messages({ customFields: twice })).toEqual([
      "“tier” is there twice. Give each custom field a name of its own.",
    ]);
  });
});
