import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { contactsOf, importAsChecked, importContacts, membersOf, rowsOf, trailOf } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import type { ContactChoices } from "./schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 1, customers: 3 });
});

const run = (file: string, choices: Partial<ContactChoices> = {}, custom: string[] = []) =>
  importContacts(db.pool, world, file, { choices, custom });

describe("a contact of a file", () => {
  test("is created with all that the row says, as a prospect where it says no status", async () => {
    const { id } = await run(
      "email,first_name,last_name,status,uid,phone,company\n Ada@People.test ,Ada,Lovelace,ENROLLED,42,+44 1,Engines\nbob@people.test,,,,,,",
    );
    expect(await rowsOf(db.pool, id)).toEqual(["2: created", "3: created"]);
    expect(await contactsOf(db.pool, "%@people.test")).toEqual([
      {
        ...{ email: "Ada@People.test", first_name: "Ada", last_name: "Lovelace", status: "enrolled", uid: "42" },
        ...{ phone: "+44 1", company: "Engines", custom_fields: {}, source: "csv_import" },
      },
      {
        ...{ email: "bob@people.test", first_name: null, last_name: null, status: "prospect", uid: null },
        ...{ phone: null, company: null, custom_fields: {}, source: "csv_import" },
      },
    ]);
  });

  test("is known whatever its e-mail's case, spaces and Unicode form", async () => {
    const { id } = await run(
      "email,company\nCUSTOMER-1@EXAMPLE.TEST,A\nｃustomer-2@example.test,B\n\u00a0customer-3@example.test,C",
    );
    expect(await rowsOf(db.pool, id)).toEqual(["2: updated", "3: updated", "4: updated"]);
    expect((await contactsOf(db.pool, "customer-%")).map(({ company }) => company)).toEqual(["A", "B", "C"]);
  });

  test("is unchanged where the row says what is known, and where it says nothing", async () => {
    const { id } = await run("email,first_name,company\ncustomer-1@example.test,Customer,\ncustomer-2@example.test,,");
    expect(await rowsOf(db.pool, id)).toEqual(["2: unchanged", "3: unchanged"]);
    expect(await trailOf(db.pool)).toEqual([]);
  });

  test("keeps what an empty cell stands for: nothing is ever erased", async () => {
    await run("email,company,phone\ncustomer-1@example.test,Engines,1");
    await run("email,company,phone\ncustomer-1@example.test, ,2");
    expect(await contactsOf(db.pool, "customer-1@%")).toMatchObject([{ company: "Engines", phone: "2" }]);
  });

  test("takes custom fields under the header of their column, beside those it has", async () => {
    await run("email,plan,Since when\ncustomer-1@example.test,gold,2020", {}, ["plan", "Since when"]);
    const { id } = await run("email,plan,Seats\ncustomer-1@example.test,basic,7\nnew@people.test,,8", {}, [
      "plan",
      "Seats",
    ]);
    expect(await rowsOf(db.pool, id)).toEqual(["2: updated", "3: created"]);
    expect((await contactsOf(db.pool, "customer-1@%"))[0]!.custom_fields).toEqual({
      ...{ plan: "basic", "Since when": "2020", Seats: "7" },
    });
    expect((await contactsOf(db.pool, "new@%"))[0]!.custom_fields).toEqual({ Seats: "8" });
  });

  test("overwrites, or fills blanks only, column by column", async () => {
    await run("email,company,phone,plan\ncustomer-1@example.test,Old,,gold", {}, ["plan"]);
    const { id } = await run(
      "email,first_name,company,phone,status,plan\ncustomer-1@example.test,Changed,New,5,enrolled,basic\nnew@people.test,N,C,6,enrolled,basic",
      { fill: ["company", "phone", "status", "custom:plan"] },
      ["plan"],
    );
    expect(await rowsOf(db.pool, id)).toEqual(["2: updated", "3: created"]);
    expect(await contactsOf(db.pool, "customer-1@%")).toMatchObject([
      { first_name: "Changed", company: "Old", phone: "5", status: "prospect", custom_fields: { plan: "gold" } },
    ]);
    expect(await contactsOf(db.pool, "new@%")).toMatchObject([
      { first_name: "N", company: "C", status: "enrolled", custom_fields: { plan: "basic" } },
    ]);
  });

  test("has its changes in its trail, by the import and its door, without any personal data", async () => {
    const { actorId } = await run(
      "email,first_name,status,segment\ncustomer-1@example.test,Zoe,enrolled,partners\nnew@people.test,New,,",
    );
    expect(await trailOf(db.pool)).toEqual([
      ["code.created", "csv_import", actorId, {}],
      ["contact.created", "csv_import", actorId, { to: "prospect" }],
      ["contact.status_changed", "csv_import", actorId, { from: "prospect", to: "enrolled" }],
      ["contact.updated", "csv_import", actorId, { fields: ["first_name"] }],
      ["segment.member_added", "csv_import", actorId, {}],
    ]);
  });

  test("who becomes an advocate has a shortcode at once", async () => {
    await run("email,status,segment\nnew@people.test,enrolled,Partners\ncustomer-1@example.test,enrolled,Partners");
    const { rows } = await db.pool.query(
      `SELECT email FROM referral_code JOIN contact ON contact.id = advocate_id
       WHERE kind = 'shortcode' AND email NOT LIKE 'advocate%' ORDER BY email`,
    );
    expect(rows.map(({ email }) => email)).toEqual(["customer-1@example.test", "new@people.test"]);
  });
});

describe("create, update or both", () => {
  const FILE = "email,company\ncustomer-1@example.test,X\nnew@people.test,Y\nNEW@people.test,Z";

  test("both creates and updates", async () => {
    const { id } = await run(FILE);
    expect(await rowsOf(db.pool, id)).toEqual(["2: updated", "3: created", "4: updated"]);
  });

  test("create alone rejects whom there is, and lets a later row complete whom the file created", async () => {
    const { id } = await run(FILE, { mode: "create" });
    expect(await rowsOf(db.pool, id)).toEqual(["2: rejected contact_exists", "3: created", "4: updated"]);
    expect(await contactsOf(db.pool, "new@%")).toMatchObject([{ company: "Z" }]);
  });

  test("update alone rejects whom there is not", async () => {
    const { id } = await run(FILE, { mode: "update" });
    expect(await rowsOf(db.pool, id)).toEqual([
      "2: updated",
      "3: rejected contact_not_found",
      "4: rejected contact_not_found",
    ]);
    expect(await contactsOf(db.pool, "new@%")).toEqual([]);
  });
});

describe("segments", () => {
  const FILE =
    "email,segment\ncustomer-1@example.test,PARTNERS\nadvocate-1@example.test,partners\ncustomer-2@example.test,Friends\ncustomer-3@example.test,FRIENDS";

  test("are found in any case; who is in one already is unchanged; one that does not exist is refused", async () => {
    const { id } = await run(FILE);
    expect(await rowsOf(db.pool, id)).toEqual([
      ...["2: updated", "3: unchanged", "4: rejected segment_not_found", "5: rejected segment_not_found"],
    ]);
    expect(await membersOf(db.pool)).toEqual({ Partners: ["advocate-1", "customer-1"] });
  });

  test("are created once where that was asked for, and counted before", async () => {
    const view = await run(FILE, { createSegments: true });
    expect(view.check).toMatchObject({ segmentsCreated: 1 });
    expect(view.result).toMatchObject({ segmentsCreated: 1 });
    expect(await membersOf(db.pool)).toEqual({
      ...{ Partners: ["advocate-1", "customer-1"], Friends: ["customer-2", "customer-3"] },
    });
  });
});

describe("rows about the same contact", () => {
  test("are taken one after the other: each is judged by what those before it leave", async () => {
    const { id } = await run(
      [
        "email,company,segment,status",
        ...["new@people.test,A,Partners,", "new@people.test,A,Partners,prospect", "NEW@people.test,B,,"],
        ...["new@people.test,,Friends,", "new@people.test,B,friends,", "customer-1@example.test,A,,"],
        ...["customer-1@example.test,B,,", "customer-1@example.test,B,,"],
      ].join("\n"),
      { createSegments: true },
    );
    expect(await rowsOf(db.pool, id)).toEqual([
      ...["2: created", "3: unchanged", "4: updated", "5: updated", "6: unchanged", "7: updated", "8: updated"],
      "9: unchanged",
    ]);
    expect(await contactsOf(db.pool, "new@%")).toMatchObject([{ company: "B" }]);
    expect(await membersOf(db.pool)).toMatchObject({ Friends: ["new"] });
  });

  test("fill a blank once: the first value stays", async () => {
    const { id } = await run(
      "email,company,status\nnew@people.test,,\nnew@people.test,A,enrolled\nnew@people.test,B,",
      {
        fill: ["company", "status"],
      },
    );
    expect(await rowsOf(db.pool, id)).toEqual(["2: created", "3: updated", "4: unchanged"]);
    expect(await contactsOf(db.pool, "new@%")).toMatchObject([{ company: "A", status: "prospect" }]);
  });
});

test("what the check foresees is what the run does, whatever the rows are", async () => {
  const emails = ["a@x.test", "b@x.test", "customer-1@example.test", "customer-2@example.test", "nobody"];
  const rows = Array.from({ length: 400 }, (_, line) => {
    const pick = (values: string[], by: number) => values[(line * by + Math.floor(line / 7)) % values.length]!;
    return [
      ...[pick(emails, 3), pick(["", "A", "B"], 5), pick(["", "enrolled", "prospect", "lost"], 7)],
      ...[pick(["", "Partners", "Friends"], 11), pick(["", "", "1", "2"], 13), pick(["", "x", "y"], 17)],
    ].join(",");
  });
  const file = ["email,company,status,segment,uid,plan", ...rows].join("\n");
  for (const fill of [[], ["company", "uid"], ["status", "custom:plan"]]) {
    const view = await importContacts(db.pool, world, file, {
      choices: { createSegments: true, fill },
      custom: ["plan"],
      by: importAsChecked,
    });
    expect(view.result!.outcomes.rejected).toBeGreaterThan(0);
    expect(view.result!.outcomes.updated).toBeGreaterThan(0);
  }
});
