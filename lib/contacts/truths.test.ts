import sql from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";

const { refuses, guarantees } = useTruths();
const NOBODY = "00000000-0000-7000-8000-00000000dead";

const insertContact = (email: string, { status = "prospect", uid = null as string | null } = {}) =>
  sql`INSERT INTO contact (email, status, uid) VALUES (${email}, ${status}, ${uid})`;

refuses("contact__pk", {
  "two contacts never share an id": ({ customers }) =>
    sql`INSERT INTO contact (id, email, status) VALUES (${customers[0]!.id}, 'b@example.test', 'prospect')`,
});

refuses("contact__email_unique", {
  "an e-mail is taken in upper case too": () => insertContact("CUSTOMER-1@Example.TEST"),
  "an e-mail is taken with spaces around it too": () => insertContact("  customer-1@example.test "),
  "an e-mail is taken with tabs and line breaks around it too": () => insertContact("\tcustomer-1@example.test\r\n"),
  "an e-mail is taken with the no-break spaces of a spreadsheet around it too": () =>
    insertContact("\u00a0customer-1@example.test\u00a0"),
  "an e-mail is taken in full-width letters too": () => insertContact("ｃｕｓｔｏｍｅｒ-1@example.test"),
  "an accented e-mail is taken in its decomposed form and another case too": () => [
    insertContact("José.Núñez@example.test".normalize("NFC")),
    insertContact("JOSÉ.NÚÑEZ@example.test".normalize("NFD")),
  ],
});

guarantees("contact__email_unique", "another address is another contact", async (tx) => {
  const { rowCount } = await tx.query(insertContact("customer-1+tag@example.test"));
  expect(rowCount).toBe(1);
});

refuses("contact__uid_unique", {
  "a uid names one contact": () => [
    insertContact("b@example.test", { uid: "42" }),
    insertContact("c@example.test", { uid: "42" }),
  ],
});

refuses("contact__status_known", {
  "a contact is a prospect, enrolled, unsubscribed or banned": () =>
    insertContact("b@example.test", { status: "deleted" }),
});

refuses("contact__email_plausible", {
  "an e-mail has an @": () => insertContact("nobody.example.test"),
  "an e-mail has one @ only": () => insertContact("a@b@example.test"),
  "an e-mail has something before its @": () => insertContact("@example.test"),
  "an e-mail has something after its @": () => insertContact("nobody@"),
  "an e-mail has no space inside": () => insertContact("no body@example.test"),
  "an e-mail has no line break inside": () => insertContact("nobody@example.test\nbcc@example.test"),
  "an e-mail has at most 254 characters": () => insertContact(`${"x".repeat(242)}@example.test`),
  "an e-mail is not empty": () => insertContact(" "),
});

refuses("contact__kept", {
  "a contact is never deleted": ({ customers }) => sql`DELETE FROM contact WHERE id = ${customers[0]!.id}`,
  "the contacts are never emptied": () => sql`TRUNCATE contact CASCADE`,
});

refuses("contact__not_rekeyed", {
  "a contact's id never changes": ({ customers }) =>
    sql`UPDATE contact SET id = ${NOBODY} WHERE id = ${customers[0]!.id}`,
});

guarantees("contact__not_rekeyed", "a person can be erased without touching history", async (tx, { customers }) => {
  const { rows } = await tx.query(sql`
    UPDATE contact SET email = id || '@erased.invalid', first_name = NULL, last_name = NULL
    WHERE id = ${customers[0]!.id} RETURNING name, search_text, sort_key`);
  const email = `${customers[0]!.id}@erased.invalid`;
  expect(rows).toEqual([{ name: null, search_text: `${email}  `, sort_key: email }]);
});

const insertSegment = (name: string) => sql`INSERT INTO segment (name) VALUES (${name})`;

refuses("segment__pk", {
  "two segments never share an id": ({ segmentId }) =>
    sql`INSERT INTO segment (id, name) VALUES (${segmentId}, 'Others')`,
});

refuses("segment__name_unique", {
  "a segment's name is taken in another case too": () => insertSegment("PARTNERS"),
  "a segment's name is taken with spaces around it too": () => insertSegment(" Partners  "),
  "a segment's name is taken with a no-break space after it too": () => insertSegment("Partners\u00a0"),
});

const insertMember = (segmentId: string, contactId: string) =>
  sql`INSERT INTO segment_member (segment_id, contact_id) VALUES (${segmentId}, ${contactId})`;

refuses("segment_member__pk", {
  "a contact is a member of a segment once": ({ segmentId, advocates }) => insertMember(segmentId, advocates[0]!.id),
});

refuses("segment_member__segment", {
  "a member is one of a segment that exists": ({ advocates }) => insertMember(NOBODY, advocates[0]!.id),
  "a segment with members is not deleted": ({ segmentId }) => [
    sql`DELETE FROM campaign_segment`,
    sql`DELETE FROM segment WHERE id = ${segmentId}`,
  ],
});

refuses("segment_member__contact", {
  "a member is a contact that exists": ({ segmentId }) => insertMember(segmentId, NOBODY),
});

refuses("contact__source_known", {
  "a contact came through a known door": () => sql`UPDATE contact SET source = 'window'`,
});

refuses("contact__custom_fields_named", {
  "a contact's custom fields have names": () => sql`UPDATE contact SET custom_fields = '["gold"]'`,
});

refuses("segment__name_said", {
  "a segment has a name that can be seen": () => sql`UPDATE segment SET name = ' \u00a0'`,
  "a segment's name has at most 200 characters": () => sql`UPDATE segment SET name = ${"x".repeat(201)}`,
});
