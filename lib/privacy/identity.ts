import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import type { Db } from "@/lib/db/pool";

/**
 * By what a person is known, and how texts are searched for it. All searching is done by PostgreSQL on the normal form of
 * a text, so that case, padding and Unicode form hide nothing, and by whole words, so that "Ann" is not found in "Anna".
 */

/** A contact, those that were merged into it and their codes, with the normal form of every value that is kept of them. */
export type Identity = {
  ids: string[];
  codeIds: string[];
  /** What names the person alone: e-mails, long external uids and codes, phone numbers; as regular expressions. */
  naming: string[];
  /** First and last name, which name the person where both are in one text. */
  names: { first: string; last: string }[];
  /** What else is known of the person, and names them only where something else does. */
  further: string[];
  /** The normal forms of all codes, for cells that hold nothing else. */
  codes: string[];
};

type ContactRow = {
  id: string;
  email: string;
  uid: string;
  phone: string;
  first: string;
  last: string;
  rest: string[];
};

/** Below this many characters an external uid or a code is also something else: a number of pieces, a word. */
const MIN_UID = 5;
const MIN_CODE = 4;
const MIN_PHONE_DIGITS = 7;
/** Made coupon codes are random and by the thousand; beyond so many they are found as whole cells only. */
const MAX_CODES_IN_TEXTS = 200;

/** What is known of the person who is the contact with this id. */
export async function findIdentity(db: Db, contactId: string): Promise<Identity> {
  const { rows: contacts } = await db.query<ContactRow>(sql`
    SELECT id, email_key AS email, coalesce(normal_form(uid), '') AS uid, coalesce(normal_form(phone), '') AS phone,
      coalesce(normal_form(first_name), '') AS first, coalesce(normal_form(last_name), '') AS last,
      array_remove(ARRAY(SELECT normal_form(value) FROM jsonb_each_text(custom_fields)) || normal_form(company), NULL) AS rest
    FROM contact WHERE id = ${contactId}::uuid OR merged_into = ${contactId}::uuid ORDER BY id`);
  const ids = contacts.map(({ id }) => id);
  const { rows: codes } = await db.query<{ id: string; code: string }>(
    sql`SELECT id, code_key AS code FROM referral_code WHERE advocate_id = ANY(${ids}::uuid[]) ORDER BY kind DESC, id`,
  );
  const texts = codes.slice(0, MAX_CODES_IN_TEXTS).map(({ code }) => code);
  const uids = contacts.map(({ uid }) => uid).filter(Boolean);
  const firstAndLast = contacts.filter(({ first, last }) => first && last);
  return {
    ids,
    codeIds: codes.map(({ id }) => id),
    codes: codes.map(({ code }) => code),
    naming: [
      ...contacts.map(({ email }) => `(?<![[:alnum:]._%+-])${literal(email)}(?![[:alnum:]-]|\\.[[:alnum:]])`),
      ...contacts.flatMap(({ phone }) => phonePattern(phone)),
      ...uids.filter((uid) => uid.length >= MIN_UID).map(codePattern),
      ...texts.filter((code) => code.length >= MIN_CODE).map(codePattern),
    ],
    names: firstAndLast.map(({ first, last }) => ({ first: wordPattern(first), last: wordPattern(last) })),
    further: [
      ...contacts
        .flatMap(({ first, last, rest }) => [first, last, ...rest])
        .filter((text) => text.length > 1)
        .map(wordPattern),
      ...uids.filter((uid) => uid.length < MIN_UID).map(codePattern),
      ...texts.filter((code) => code.length < MIN_CODE).map(codePattern),
    ],
  };
}

/** The value as a part of a regular expression; one space is as good as several. */
function literal(value: string): string {
  return value.replace(/[^\p{L}\p{N}\s]/gu, "\\$&").replace(/\s+/g, "[[:space:]]+");
}

const wordPattern = (value: string) => `(?<![[:alnum:]])${literal(value)}(?![[:alnum:]])`;
const codePattern = (value: string) => `(?<![[:alnum:]_-])${literal(value)}(?![[:alnum:]_-])`;

/** A phone number however its digits are set apart, and whether or not zeros dial out of the country. */
function phonePattern(phone: string): string[] {
  const digits = phone.replace(/\D/g, "");
  if (digits.length < MIN_PHONE_DIGITS) return [];
  return [`(?<![1-9])${[...digits].join("[^[:alnum:]]*")}(?![[:digit:]])`];
}

/** What takes the place of a text that names somebody who was erased. */
export const ERASED = "[erased]";

/** The condition that a text, given in its normal form, names the person. */
export function namesPerson({ naming, names }: Identity, text: Sql): Sql {
  const both = names.map(({ first, last }) => sql`(${text} ~ ${first} AND ${text} ~ ${last})`);
  return sql`(${join([sql`${text} ~ ${naming.join("|")}`, ...both], " OR ")})`;
}

/** The condition that a text, given in its normal form, holds anything that is known of the person. */
export function holdsAnything({ naming, further, codes }: Identity, text: Sql): Sql {
  return sql`(${text} ~ ${[...naming, ...further].join("|")} OR ${text} = ANY(${codes}::text[]))`;
}

/** The text of the cells of a row, in its normal form. */
export function rowText(cells: Sql): Sql {
  return sql`normal_form(array_to_string(${cells}, E'\\n'))`;
}
