import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";

/**
 * The statements that write codes, for one or for thousands: common table expressions of the statement of whoever knows
 * the rows. Every event is written with its change.
 */

/** The event of a change of codes, for each row of `changed` (id, campaign_id, advocate_id). */
export function codeEvent(actor: Actor, kind: "code.created" | "code.retired" | "code.restored"): Sql {
  return logged(actor, kind, {
    from: sql`changed`,
    about: { codeId: sql`id`, campaignId: sql`campaign_id`, contactId: sql`advocate_id` },
  });
}

/**
 * `changed` (id, campaign_id, advocate_id): the codes of the query `codes` (id, kind, code, campaign_id, advocate_id)
 * that nobody has, whatever their case and kind.
 */
export function insertedCodes(actor: Actor, codes: Sql): Sql {
  return sql`
    changed AS (
      INSERT INTO referral_code (id, kind, code, campaign_id, advocate_id) ${codes}
      ON CONFLICT (code_key) DO NOTHING RETURNING id, campaign_id, advocate_id
    ),
    event AS (${codeEvent(actor, "code.created")})`;
}

/** `changed` (id, campaign_id, advocate_id): the live codes of which `which` is true, retired. */
export function retiredCodes(actor: Actor, which: Sql): Sql {
  return sql`
    changed AS (
      UPDATE referral_code SET retired_at = now() WHERE retired_at IS NULL AND ${which}
      RETURNING id, campaign_id, advocate_id
    ),
    event AS (${codeEvent(actor, "code.retired")})`;
}

/** The form of a coupon code in the words of lib/codes/schema.ts, as an expression of PostgreSQL. */
export const COUPON_FORM = "^[A-Za-z0-9_-]{1,64}$";
