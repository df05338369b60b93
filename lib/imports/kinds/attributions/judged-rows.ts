import "server-only";
import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { cellValue, type LineRange, type PartOfRange, rowsOfPart, rowsOfRange } from "../../ranges";
import type { Mapping } from "../../schema";
import { OUTCOME_BITS } from "../../schema";
import type { AttributionField } from "./columns";
import { BLAME_PROBLEMS, BLAMES, FACTS, type JudgedBy, verdictTable } from "./rules";

/**
 * The common table expressions by which rows of an import of attributions are understood and judged, in the check and in
 * the run alike: `asked` (what the cells say) → `draft`, `resolved` (lib/attributions/resolve.ts) → `judged`.
 */

/** What a field's cells say. */
const value = (mapping: Mapping, field: AttributionField) => cellValue(mapping[field]);

/** What the check has found of a row, as further columns of `asked`. */
const FOUND = sql`, found_customer_id, found_campaign_id, found_advocate_id, found_code_id, repeated`;
const FOUND_IN_MATCH = sql`, customer_id AS found_customer_id, campaign_id AS found_campaign_id,
  advocate_id AS found_advocate_id, code_id AS found_code_id, repeated`;

/**
 * `asked`: the cells of the rows by their meaning, and what is wrong with them before anything is looked up; of a part,
 * with what the check has found: whatever the planner thinks of how many rows there are, it must not compare each with
 * each.
 */
function askedRows(range: LineRange | PartOfRange, mapping: Mapping): Sql {
  const found = "part" in range;
  const isDated = Boolean(mapping.attributed_at);
  return sql`
    cell AS (
      SELECT line, row_number() OVER (ORDER BY line) AS place, fault, ${value(mapping, "customer_email")} AS customer_email,
        ${value(mapping, "campaign_uid")} AS campaign_uid, ${value(mapping, "advocate_email")} AS advocate_email,
        ${value(mapping, "short_code")} AS short_code, ${value(mapping, "coupon_code")} AS coupon_code,
        lower(${value(mapping, "status")}) AS status, ${value(mapping, "reason")} AS reason,
        ${value(mapping, "attributed_at")} AS attributed_at${found ? FOUND_IN_MATCH : empty}
      FROM ${found ? rowsOfPart(range) : rowsOfRange(range)}
      OFFSET 0
    ),
    asked AS ${isDated ? raw("MATERIALIZED") : raw("NOT MATERIALIZED")} (
      SELECT cell.line, cell.place, customer_email, campaign_uid, advocate_email, coalesce(short_code, coupon_code) AS code,
        status = 'inactive' AS inactive, left(reason, 500) AS reason, at, array_remove(ARRAY[
          fault,
          CASE WHEN customer_email IS NULL THEN 'customer_required' END,
          CASE WHEN short_code IS NOT NULL AND coupon_code IS NOT NULL THEN 'two_codes' END,
          CASE WHEN status NOT IN ('active', 'inactive') THEN 'invalid_status' END,
          CASE WHEN attributed_at IS NOT NULL AND at IS NULL THEN 'invalid_date'
               WHEN at < '1970-01-01 00:00:00+00' OR at > now() THEN 'date_out_of_range' END,
          CASE WHEN length(reason) > 500 THEN 'reason_too_long' END
        ], NULL) AS faults${found ? FOUND : empty}
      FROM (SELECT cell.*, ${isDated ? sql`cell_instant(attributed_at)` : sql`NULL::timestamptz`} AS at FROM cell) AS cell
    )`;
}

/** What `judgedRows` needs of a row besides its draft. */
const SAID = sql`, inactive, faults, said_email, said_advocate`;

/** `asked`, and the query of drafts for the check: everything is looked up. */
export function askedByCheck(range: LineRange, mapping: Mapping): { given: Sql; drafts: Sql; carried: Sql } {
  return {
    given: askedRows(range, mapping),
    drafts: sql`
      SELECT line, NULL::uuid AS customer_id, customer_email, NULL::uuid AS campaign_id, campaign_uid,
        NULL::uuid AS advocate_id, advocate_email, NULL::uuid AS code_id, code, ${MOMENT} AS at, reason,
        inactive, faults, customer_email AS said_email, advocate_email AS said_advocate
      FROM asked ORDER BY customer_email`,
    carried: SAID,
  };
}

/** The same for the run: whom the check has found is taken as found, and only its eligibility is asked again. */
export function askedByRun(range: PartOfRange, mapping: Mapping): { given: Sql; drafts: Sql; carried: Sql } {
  return {
    given: askedRows(range, mapping),
    drafts: sql`
      SELECT line, found_customer_id AS customer_id,
        CASE WHEN found_customer_id IS NULL THEN customer_email END AS customer_email,
        CASE WHEN campaign_uid IS NOT NULL THEN found_campaign_id END AS campaign_id, campaign_uid,
        CASE WHEN advocate_email IS NOT NULL THEN found_advocate_id END AS advocate_id, advocate_email,
        found_code_id AS code_id, code, ${MOMENT} AS at, reason,
        inactive, faults, customer_email AS said_email, advocate_email AS said_advocate, repeated
      FROM asked ORDER BY found_customer_id`,
    carried: sql`${SAID}, repeated`,
  };
}

/** When a row's attribution came to be: as it says, or now, in the order of the lines. */
const MOMENT = sql`coalesce(CASE WHEN faults = '{}' THEN at END, statement_timestamp() + place * interval '1 microsecond')`;

/** The problems of a draft that say it is not known whom the row means; all others are rules. */
const IDENTITY = [
  "invalid_email",
  "customer_not_found",
  "campaign_not_found",
  "campaign_required",
  "unknown_code",
  "code_campaign_mismatch",
  "code_advocate_mismatch",
  "advocate_required",
  "advocate_not_found",
];

/**
 * `judged`: `resolved` with the facts of each row, its verdict by `choices`, and the attributions it is about: `standing`
 * is active in its slot, `past` the latest inactive one to the same advocate.
 */
export function judgedRows(choices: JudgedBy): Sql {
  const fact = (name: keyof typeof FACTS) => raw(String(FACTS[name]));
  return sql`
    judged AS MATERIALIZED (
      SELECT weighed.*, (${verdictTable(choices)}::smallint[])[facts + 1] AS verdict,
        CASE WHEN facts & ${fact("newcomer")} <> 0 THEN normal_form(said_email) END AS newcomer
      FROM (
        SELECT described.*, standing.id AS standing_id, standing.advocate_id AS standing_advocate_id, past.id AS past_id,
          (CASE WHEN inactive THEN ${fact("inactive")} ELSE 0 END
          | CASE WHEN standing.id IS NULL THEN 0 WHEN standing.advocate_id = described.advocate_id THEN ${fact("same")}
                 ELSE ${fact("other")} END
          | CASE WHEN past.id IS NULL THEN 0 ELSE ${fact("past")} END
          | CASE WHEN identity_problems = '{}' THEN 0 WHEN identity_problems = '{customer_not_found}'
                 THEN ${fact("newcomer")} ELSE ${fact("unknown")} END
          | CASE WHEN rule_problems = '{}' THEN 0 ELSE
              CASE WHEN rule_problems <@ '{customer_unsubscribed,contact_banned}' THEN 0 ELSE ${fact("ineligible")} END
              | CASE WHEN 'customer_unsubscribed' = ANY(rule_problems) THEN ${fact("unsubscribed")} ELSE 0 END
              | CASE WHEN 'contact_banned' = ANY(rule_problems) THEN ${fact("banned")} ELSE 0 END
            END) AS facts
        FROM (${describedRows}) AS described
        LEFT JOIN LATERAL (
          SELECT TRUE AS is_known FROM attribution
          WHERE customer_id = described.customer_id AND campaign_id = described.campaign_id LIMIT 1
        ) AS slot ON TRUE
        LEFT JOIN LATERAL (
          SELECT id, advocate_id FROM attribution
          WHERE is_known AND campaign_id = described.campaign_id AND customer_id = described.customer_id
            AND status = 'active' LIMIT 1
        ) AS standing ON TRUE
        LEFT JOIN LATERAL (
          SELECT id FROM attribution
          WHERE is_known AND customer_id = described.customer_id AND campaign_id = described.campaign_id
            AND advocate_id = described.advocate_id AND status = 'inactive'
          ORDER BY id DESC LIMIT 1
        ) AS past ON TRUE
        OFFSET 0
      ) AS weighed
    )`;
}

/**
 * `resolved` with its problems told apart. What may yet be no problem is named last: that a referred contact does not
 * exist, who may be created, and that one unsubscribed, which does not stand in the way of a reassignment. OFFSET keeps the planner from writing each of these expressions out wherever it is used.
 */
const describedRows = sql`
  SELECT resolved.*,
    CASE WHEN faults = '{}' AND problems = '{}' THEN '{}'
         ELSE faults || ARRAY(
           SELECT CASE
             WHEN problem = 'advocate_not_found' AND said_advocate !~ '^[^@\\s]+@[^@\\s]+$' THEN 'invalid_advocate_email'
             WHEN problem = 'customer_not_found' AND (length(normal_form(said_email)) > 254
               OR normal_form(said_email) !~ '^[^@\\s]+@[^@\\s]+$') THEN 'invalid_email'
             ELSE problem END
           FROM unnest(problems) WITH ORDINALITY AS given (problem, place)
           WHERE problem = ANY(${IDENTITY}) ORDER BY problem = 'customer_not_found', place) END AS identity_problems,
    CASE WHEN problems = '{}' THEN '{}'
         ELSE ARRAY(SELECT problem FROM unnest(problems) WITH ORDINALITY AS given (problem, place)
           WHERE problem <> ALL(${IDENTITY}) ORDER BY problem = 'customer_unsubscribed', place) END AS rule_problems
  FROM resolved
  OFFSET 0`;

/** The reason of a rejection by its verdict; `from` names the row. */
export function problemOf(from: Sql): Sql {
  const problems = BLAMES.map((blame) => {
    if (blame === "identity" || blame === "rule") return sql`${from}.${raw(`${blame}_problem`)}`;
    return sql`${BLAME_PROBLEMS[blame] ?? null}::text`;
  });
  return sql`(ARRAY[${join(problems)}])[(${from}.verdict >> ${OUTCOME_BITS}::int) + 1]`;
}
