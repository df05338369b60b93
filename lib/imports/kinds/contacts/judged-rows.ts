import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { CONTACT_STATUSES } from "@/lib/contacts/schema";
import { contactIdByEmail, isEmail } from "@/lib/contacts/statements";
import { cellValue, type LineRange, outcomeIndex, rowsOfRange } from "../../ranges";
import type { Run } from "../../run-record";
import { MAX_CUSTOM_FIELDS } from "./schema";
import { customCount, differing, HELD_VALUES, isTooLong, saidValues } from "./values";

/**
 * The common table expressions by which rows of an import of contacts are understood and judged, in the check and in the
 * run alike: `asked` (what the cells say) → `known` (whom they mean, and what is known of them) → `judged`.
 */

export type ContactRun = Run<"contacts">;

export const REJECTED = outcomeIndex("rejected");

/**
 * Whether an import created a contact: then a later row about it updates it, whatever was chosen. OFFSET has the rows
 * found by the contact: without statistics the planner would rather read the whole import for each.
 */
export function isCreatedBy(run: ContactRun, contactId: Sql): Sql {
  return sql`EXISTS (
    SELECT FROM (SELECT import_id, created FROM import_change AS of_contact WHERE of_contact.contact_id = ${contactId} OFFSET 0) AS known
    WHERE import_id = ${run.id}::uuid AND created)`;
}

/** Which rows, and what is known about them already: SQL over a row, `refusal` the problem that the check has found. */
type Rows = { from: Sql; refusal: Sql; ours: Sql };

/** The rows of a range, of which nothing is known yet. */
export function checkedRows(range: LineRange): Rows {
  return { from: rowsOfRange(range), refusal: sql`NULL::text`, ours: sql`FALSE` };
}

/**
 * `judged`: line, email, contact_id (null for whom nobody is yet), segment_id, segment (its name), overwriting, filling,
 * held and after (the contact's values before and after the row), delta (those that differ), joins (whether the contact
 * is to be added to the segment), problem (the reason of a rejection) and outcome. LIMIT and OFFSET have each row looked
 * up by keys, once: whatever the planner thinks of how many rows there are, it must not read a whole table for them.
 */
export function judgedRows({ mapping, choices }: ContactRun, { from, refusal, ours }: Rows): Sql {
  const { overwriting, filling } = saidValues(mapping, choices.fill);
  return sql`
    asked AS MATERIALIZED (
      SELECT line, coalesce(${refusal}, fault) AS refusal, ${cellValue(mapping.email)} AS email,
        ${cellValue(mapping.segment)} AS segment, ${overwriting} AS overwriting, ${filling} AS filling,
        ${isTooLong(mapping)} AS is_too_long
      FROM ${from}
      OFFSET 0
    ),
    known AS MATERIALIZED (
      SELECT asked.*, coalesce(held, '{}') AS held, filling || coalesce(held, '{}') || overwriting AS after,
        contact_id IS NOT NULL AND ${ours} AS is_ours
      FROM (
        SELECT asked.*, ${contactIdByEmail(sql`asked.email`)} AS contact_id,
          CASE WHEN segment IS NOT NULL
            THEN (SELECT id FROM segment WHERE normal_form(name) = normal_form(asked.segment) LIMIT 1) END AS segment_id
        FROM asked OFFSET 0
      ) AS asked
      LEFT JOIN LATERAL (
        SELECT ${HELD_VALUES} AS held FROM contact WHERE id = contact_id LIMIT 1
      ) AS present ON TRUE
      OFFSET 0
    ),
    weighed AS MATERIALIZED (
      SELECT known.*, ${differing(sql`held`, sql`after`)} AS delta,
        segment IS NOT NULL AND (
          SELECT TRUE FROM segment_member WHERE segment_member.segment_id = known.segment_id
            AND segment_member.contact_id = known.contact_id LIMIT 1) IS NULL AS joins
      FROM known OFFSET 0
    ),
    judged AS MATERIALIZED (
      SELECT weighed.*, CASE
          WHEN problem IS NOT NULL THEN ${REJECTED}
          WHEN contact_id IS NULL THEN ${outcomeIndex("created")}
          WHEN delta <> '{}' OR joins THEN ${outcomeIndex("updated")}
          ELSE ${outcomeIndex("unchanged")} END AS outcome
      FROM (SELECT weighed.*, ${problemOf(choices)} AS problem FROM weighed OFFSET 0) AS weighed
    )`;
}

/** The first thing that is wrong with a row of `weighed`. */
function problemOf({ mode, createSegments }: ContactRun["choices"]): Sql {
  return sql`CASE
    WHEN refusal IS NOT NULL THEN refusal
    WHEN email IS NULL THEN 'email_required'
    WHEN NOT ${isEmail(sql`email`)} THEN 'invalid_email'
    WHEN NOT coalesce(overwriting ->> 'status', filling ->> 'status', 'prospect') = ANY(${[...CONTACT_STATUSES]}::text[])
      THEN 'unknown_contact_status'
    WHEN is_too_long THEN 'value_too_long'
    WHEN segment IS NOT NULL AND segment_id IS NULL AND (length(segment) > 200 OR normal_form(segment) = '')
      THEN 'unreadable_segment'
    WHEN segment IS NOT NULL AND segment_id IS NULL AND NOT ${createSegments}::boolean THEN 'segment_not_found'
    WHEN ${mode} = 'create' AND contact_id IS NOT NULL AND NOT is_ours THEN 'contact_exists'
    WHEN ${mode} = 'update' AND contact_id IS NULL THEN 'contact_not_found'
    WHEN delta ? 'uid' AND EXISTS (
      SELECT FROM contact WHERE uid = delta ->> 'uid' AND id IS DISTINCT FROM contact_id) THEN 'uid_taken'
    WHEN ${customCount(sql`after`)} > ${MAX_CUSTOM_FIELDS} AND ${customCount(sql`delta`)} > 0
      AND ${customCount(sql`after`)} > ${customCount(sql`held`)} THEN 'too_many_custom_fields' END`;
}
