import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import { CONTACT_COLUMNS } from "@/lib/contacts/statements";
import { cellValue } from "../../ranges";
import type { Mapping } from "../../schema";
import { customKeysOf } from "./columns";
import { CUSTOM_PREFIX } from "./schema";

/**
 * What a row says of a contact, and what is known of one, as flat JSON: a key for each value that is not blank, `status`
 * among them, custom fields under `custom:` and their name.
 */

/** The fields whose values are kept in columns of their own. */
const PLAIN = ["first_name", "last_name", "uid", "phone", "company"] as const;
const LONGEST: Record<string, number> = { phone: 50 };
const LONGEST_PLAIN = 200;
const LONGEST_CUSTOM = 1000;

/** The values of a row: those that overwrite, and those that only fill blanks. */
export function saidValues(mapping: Mapping, fill: readonly string[]): { overwriting: Sql; filling: Sql } {
  const keys = ["status", ...PLAIN, ...customKeysOf(mapping)].filter((key) => mapping[key]);
  return {
    overwriting: asJson(
      mapping,
      keys.filter((key) => !fill.includes(key)),
    ),
    filling: asJson(
      mapping,
      keys.filter((key) => fill.includes(key)),
    ),
  };
}

function asJson(mapping: Mapping, keys: string[]): Sql {
  if (keys.length === 0) return sql`'{}'::jsonb`;
  const values = keys.map((key) =>
    key === "status" ? sql`lower(${cellValue(mapping[key])})` : cellValue(mapping[key]),
  );
  return sql`jsonb_strip_nulls(jsonb_object(${keys}::text[], ARRAY[${join(values)}]))`;
}

/** Whether a value of a row is longer than lib/contacts takes it. */
export function isTooLong(mapping: Mapping): Sql {
  const limits = [...PLAIN, ...customKeysOf(mapping)].filter((key) => mapping[key]);
  const tests = limits.map((key) => {
    const limit = key.startsWith(CUSTOM_PREFIX) ? LONGEST_CUSTOM : (LONGEST[key] ?? LONGEST_PLAIN);
    return sql`coalesce(length(${cellValue(mapping[key])}) > ${limit}, FALSE)`;
  });
  return tests.length > 0 ? sql`(${join(tests, " OR ")})` : sql`FALSE`;
}

/** What is known of the row `contact`. */
export const HELD_VALUES = sql`(
  jsonb_strip_nulls(jsonb_build_object('status', status, ${join(
    PLAIN.map((name) => sql`${raw(`'${name}'`)}, nullif(${raw(name)}, '')`),
  )}))
  || CASE WHEN custom_fields = '{}' THEN '{}' ELSE coalesce((
    SELECT jsonb_object_agg(${CUSTOM_PREFIX} || key, value) FROM jsonb_each(custom_fields) WHERE value <> '""'), '{}') END)`;

/** The keys of `after` whose values are not those of `before`, with the values. */
export function differing(before: Sql, after: Sql): Sql {
  return sql`coalesce((
    SELECT jsonb_object_agg(key, value) FROM jsonb_each(${after}) WHERE ${before} -> key IS DISTINCT FROM value), '{}')`;
}

/** How many custom fields a value has. */
export function customCount(values: Sql): Sql {
  return sql`(SELECT count(*) FROM jsonb_object_keys(${values}) AS key WHERE starts_with(key, ${CUSTOM_PREFIX}))`;
}

/**
 * The columns of a contact (`contact`, its row) once the values of `patch` are written into it: a key that is null there
 * is blank afterwards, and the status of whom nothing was known before is that of a prospect.
 */
export function patchedColumns(patch: Sql): Sql {
  const columns = CONTACT_COLUMNS.map((name) => {
    if (name === "email") return sql`contact.email`;
    if (name === "custom_fields") return sql`${patchedCustom(patch)} AS custom_fields`;
    return sql`CASE WHEN ${patch} ? ${name} THEN ${patch} ->> ${name} ELSE contact.${raw(name)} END AS ${raw(name)}`;
  });
  return sql`${join(columns)},
    CASE WHEN ${patch} ? 'status' THEN coalesce(${patch} ->> 'status', 'prospect') ELSE contact.status END AS status`;
}

/** The custom fields alone, of values that have no key that is null. */
export function customFields(values: Sql): Sql {
  return sql`coalesce((
    SELECT jsonb_object_agg(substr(key, ${CUSTOM_PREFIX.length + 1}), value) FROM jsonb_each(${values})
    WHERE starts_with(key, ${CUSTOM_PREFIX}) AND value <> 'null'), '{}')`;
}

function patchedCustom(patch: Sql): Sql {
  return sql`((contact.custom_fields - ARRAY(
    SELECT substr(key, ${CUSTOM_PREFIX.length + 1}) FROM jsonb_each(${patch})
    WHERE starts_with(key, ${CUSTOM_PREFIX}) AND value = 'null')) || ${customFields(patch)})`;
}
