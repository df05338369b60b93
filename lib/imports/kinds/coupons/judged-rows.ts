import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { resolvedDrafts } from "@/lib/attributions/resolve";
import { COUPON_FORM } from "@/lib/codes/statements";
import { cellValue, outcomeIndex } from "../../ranges";
import type { Run } from "../../run-record";

/**
 * The common table expressions by which rows of an import of coupon codes are understood and judged, in the check and in
 * the run alike: `asked` (what the cells say) → `resolved` (advocate and campaign, by the one validator of
 * lib/attributions/resolve.ts) → `judged`.
 */

export type CouponRun = Run<"coupons">;

/** Problems of a draft that are none of a code: nobody is referred yet, and the campaign may begin later. */
const OF_REFERRALS = ["customer_not_found", "campaign_not_started"];

/**
 * `judged`: line, code (in its Unicode form), code_key, advocate_id, campaign_id, present_id (who has the code), problem
 * and outcome, of the rows `from`, each alone. Of several rows that are given, the first that is in order has the code.
 */
export function judgedRows({ mapping }: CouponRun, from: Sql, refusal: Sql = sql`NULL::text`): Sql {
  return sql`
    asked AS MATERIALIZED (
      SELECT line, coalesce(${refusal}, fault) AS refusal, normalize(${cellValue(mapping.code)}, NFKC) AS code,
        ${cellValue(mapping.advocate_email)} AS advocate_email, ${cellValue(mapping.campaign_uid)} AS campaign_uid
      FROM ${from}
      OFFSET 0
    ),
    ${resolvedDrafts(
      sql`
      SELECT line, NULL::uuid AS customer_id, NULL::text AS customer_email, NULL::uuid AS campaign_id, campaign_uid,
        NULL::uuid AS advocate_id, advocate_email, NULL::uuid AS code_id, NULL::text AS code,
        statement_timestamp() AS at, NULL::text AS reason, asked.code AS coupon, refusal,
        advocate_email AS said_advocate, campaign_uid AS said_campaign
      FROM asked`,
      sql`, coupon, refusal, said_advocate, said_campaign`,
    )},
    weighed AS MATERIALIZED (
      SELECT line, coupon AS code, normal_form(coupon) AS code_key, resolved.advocate_id, resolved.campaign_id,
        present.id AS present_id, present.is_own, present.retired_at IS NOT NULL AS is_retired, CASE
          WHEN refusal IS NOT NULL THEN refusal
          WHEN coupon IS NULL THEN 'code_required'
          WHEN coupon !~ ${COUPON_FORM} THEN 'invalid_code'
          WHEN said_advocate IS NULL THEN 'advocate_email_required'
          WHEN said_campaign IS NULL THEN 'campaign_uid_required'
          WHEN resolved.advocate_id IS NULL AND said_advocate !~ '^[^@\\s]+@[^@\\s]+$' THEN 'invalid_advocate_email'
          ELSE (SELECT problem FROM unnest(problems) WITH ORDINALITY AS given (problem, place)
            WHERE problem <> ALL(${OF_REFERRALS}::text[]) ORDER BY place LIMIT 1) END AS problem
      FROM resolved LEFT JOIN LATERAL (
        SELECT id, retired_at, kind = 'coupon' AND referral_code.advocate_id = resolved.advocate_id
          AND referral_code.campaign_id = resolved.campaign_id AS is_own
        FROM referral_code WHERE code_key = normal_form(coupon) LIMIT 1
      ) AS present ON TRUE
    ),
    placed AS (
      SELECT weighed.*, first_value(advocate_id) OVER same AS first_advocate_id,
        first_value(campaign_id) OVER same AS first_campaign_id, row_number() OVER same AS place
      FROM weighed WINDOW same AS (PARTITION BY code_key ORDER BY problem IS NOT NULL, line)
    ),
    judged AS MATERIALIZED (
      SELECT line, code, code_key, advocate_id, campaign_id, present_id, problem, CASE
          WHEN problem IS NOT NULL THEN ${outcomeIndex("rejected")}
          WHEN present_id IS NOT NULL OR place > 1 THEN ${outcomeIndex("unchanged")}
          ELSE ${outcomeIndex("created")} END AS outcome
      FROM (
        SELECT line, code, code_key, advocate_id, campaign_id, present_id, place, CASE
            WHEN problem IS NOT NULL THEN problem
            WHEN present_id IS NOT NULL AND NOT is_own THEN 'code_taken'
            WHEN present_id IS NOT NULL AND is_retired THEN 'coupon_retired'
            WHEN place > 1 AND (advocate_id, campaign_id) <> (first_advocate_id, first_campaign_id) THEN 'code_taken'
          END AS problem
        FROM placed
      ) AS placed
    )`;
}
