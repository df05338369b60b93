import { beforeEach, describe, expect, test } from "vitest";
import { recordAttributions } from "@/lib/attributions/commands";
import { setContactStatus } from "@/lib/contacts/commands";
import { addMembers, removeMembers } from "@/lib/segments/member-commands";
import { useTestDatabase } from "@/lib/testing/database";
import { allRows, contactsOf, importContacts, membersOf, rowsOf, trailOf, undoFile } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { previewUndo } from "../../commands";
import type { ImportView } from "../../schema";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 2, customers: 3 });
});

const run = (file: string, custom: string[] = []) =>
  importContacts(db.pool, world, file, { choices: { createSegments: true }, custom });

/** Undoes; the preview, its rows included, must have said exactly what is done. */
async function undoAsForeseen(id: string): Promise<ImportView> {
  const [preview, rows] = [await previewUndo(db.pool, id), await allRows(db.pool, id, "undo")];
  const view = await undoFile(db.pool, world, id);
  expect(view).toMatchObject({ state: "undone", undo: preview, failure: null });
  expect(await allRows(db.pool, id, "undo")).toEqual(rows);
  return view;
}

const idOf = async (email: string) =>
  (await db.pool.query<{ id: string }>("SELECT id FROM contact WHERE email_key = $1", [email])).rows[0]!.id;

describe("undoing an import of contacts", () => {
  test("puts every value back to what it was, blanks included, and takes contacts out of the segments it put them in", async () => {
    await db.pool.query(
      `UPDATE contact SET company = 'Old', uid = '1', custom_fields = '{"plan": "gold", "kept": "yes"}'
       WHERE email = 'customer-1@example.test'`,
    );
    const [before, members] = [await contactsOf(db.pool, "%"), await membersOf(db.pool)];
    const { id } = await run(
      [
        "email,first_name,company,uid,status,segment,plan,seats",
        "customer-1@example.test,Zoe,New,2,enrolled,Partners,basic,7",
        "advocate-1@example.test,,,,unsubscribed,Partners,,",
        "customer-2@example.test,,,,,Friends,,",
      ].join("\n"),
      ["plan", "seats"],
    );
    expect(await contactsOf(db.pool, "%")).not.toEqual(before);
    const view = await undoAsForeseen(id);
    expect(view.undo).toEqual({ outcomes: { reversed: 3, kept: 0, impossible: 0 }, obstacles: [] });
    expect(await contactsOf(db.pool, "%")).toEqual(before);
    expect(await membersOf(db.pool)).toEqual(members);
  });

  test("leaves a contact that it created as a prospect of whom nothing but the e-mail is known", async () => {
    const { id } = await run(
      "email,first_name,uid,status,segment,plan\nnew@people.test,Ada,1,enrolled,Partners,gold\nbare@people.test,,,,,",
      ["plan"],
    );
    const view = await undoAsForeseen(id);
    expect(view.undo).toMatchObject({ outcomes: { reversed: 2 } });
    const blank = { first_name: null, last_name: null, uid: null, phone: null, company: null, custom_fields: {} };
    expect(await contactsOf(db.pool, "%@people.test")).toEqual([
      { email: "bare@people.test", ...blank, status: "prospect", source: "csv_import" },
      { email: "new@people.test", ...blank, status: "prospect", source: "csv_import" },
    ]);
    expect((await membersOf(db.pool)).Partners).not.toContain("new");
  });

  test("goes back through all rows about one contact to what was before the first", async () => {
    const before = await contactsOf(db.pool, "%");
    const { id } = await run(
      [
        "email,company,segment,uid",
        ...[
          "customer-1@example.test,A,Friends,1",
          "customer-1@example.test,B,,",
          "CUSTOMER-1@example.test,C,Partners,2",
        ],
      ].join("\n"),
    );
    expect(await rowsOf(db.pool, id)).toEqual(["2: updated", "3: updated", "4: updated"]);
    expect((await undoAsForeseen(id)).undo).toMatchObject({ outcomes: { reversed: 3, kept: 0 } });
    expect(await contactsOf(db.pool, "%")).toEqual(before);
  });

  test("keeps what somebody changed since, and puts the rest of the row back", async () => {
    const { id } = await run(
      [
        "email,company,phone,status,segment",
        ...["customer-1@example.test,A,1,,", "customer-2@example.test,A,,,", "customer-3@example.test,,,,Partners"],
      ].join("\n"),
    );
    await db.pool.query("UPDATE contact SET company = 'Edited' WHERE email LIKE 'customer%'");
    const contactIds = [await idOf("customer-3@example.test")];
    await removeMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds });
    const view = await undoAsForeseen(id);
    expect(view.undo).toEqual({
      outcomes: { reversed: 1, kept: 2, impossible: 0 },
      obstacles: [
        { obstacle: "edited_since", count: 2 },
        { obstacle: "edited_in_part", count: 1 },
      ],
    });
    expect(await rowsOf(db.pool, id, "undo")).toEqual([
      ...["2: reversed edited_in_part", "3: kept edited_since", "4: kept edited_since"],
    ]);
    expect(await contactsOf(db.pool, "customer-1@%")).toMatchObject([{ company: "Edited", phone: null }]);
  });

  test("keeps a contact that it created and that is part of an attribution by now, whichever side it is on", async () => {
    const { id } = await run(
      "email,first_name,status,segment\nnew@people.test,Ada,enrolled,Partners\nfriend@people.test,Bob,,\nthird@people.test,Cy,,",
    );
    const [advocateId, customerId] = [await idOf("new@people.test"), await idOf("friend@people.test")];
    await recordAttributions(db.pool, world.actor, [{ customerId, campaignId: world.campaign.id, advocateId }]);
    const before = await contactsOf(db.pool, "%@people.test");
    const view = await undoAsForeseen(id);
    expect(view.undo).toEqual({
      outcomes: { reversed: 1, kept: 2, impossible: 0 },
      obstacles: [{ obstacle: "in_use", count: 2 }],
    });
    expect((await contactsOf(db.pool, "%@people.test")).slice(0, 2)).toEqual(before.slice(0, 2));
    expect((await membersOf(db.pool)).Partners).toContain("new");
  });

  test("leaves a uid where somebody has the former one by now", async () => {
    await db.pool.query("UPDATE contact SET uid = '1' WHERE email = 'customer-1@example.test'");
    const { id } = await run("email,uid,phone\ncustomer-1@example.test,2,5");
    await db.pool.query("UPDATE contact SET uid = '1' WHERE email = 'customer-2@example.test'");
    expect((await undoAsForeseen(id)).undo).toMatchObject({ obstacles: [{ obstacle: "edited_in_part", count: 1 }] });
    expect(await contactsOf(db.pool, "customer-1@%")).toMatchObject([{ uid: "2", phone: null }]);
  });

  test("gives whoever becomes an advocate again a shortcode, and logs each step by the undo", async () => {
    const advocateId = world.advocates[0]!.id;
    await db.pool.query("UPDATE referral_code SET retired_at = now() WHERE advocate_id = $1", [advocateId]);
    const { id } = await run(
      "email,status,segment\nadvocate-1@example.test,prospect,\ncustomer-1@example.test,,Partners",
    );
    await undoAsForeseen(id);
    const { rows } = await db.pool.query("SELECT undo_actor_id AS id FROM import_run");
    expect((await trailOf(db.pool)).filter(([, , actorId]) => actorId === rows[0].id)).toEqual([
      ["code.created", "csv_import", rows[0].id, {}],
      ["contact.status_changed", "csv_import", rows[0].id, { from: "prospect", to: "enrolled" }],
      ["segment.member_removed", "csv_import", rows[0].id, {}],
    ]);
  });

  test("of a status keeps what an admin decided since", async () => {
    const { id } = await run("email,status,company\ncustomer-1@example.test,enrolled,A");
    const ids = [await idOf("customer-1@example.test")];
    await setContactStatus(db.pool, world.actor, { ids, to: "banned" });
    await addMembers(db.pool, world.actor, { segmentId: world.segmentId, contactIds: ids });
    await undoAsForeseen(id);
    expect(await contactsOf(db.pool, "customer-1@%")).toMatchObject([{ status: "banned", company: null }]);
    expect((await membersOf(db.pool)).Partners).toContain("customer-1");
  });
});
