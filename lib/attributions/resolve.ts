import "server-only";
import sql, { empty, type Sql } from "sql-template-tag";
import { contactMeant } from "@/lib/db/people";
import { storable } from "@/lib/db/text";

/**
 * What someone asks to be recorded. Contacts, campaign and advocate are named by id or by what the outside world calls
 * them; a code names campaign and advocate at once.
 */
export type Draft = {
  customerId?: string | null;
  customerEmail?: string | null;
  campaignId?: string | null;
  campaignUid?: string | null;
  advocateId?: string | null;
  advocateEmail?: string | null;
  code?: string | null;
  /** The code by its id, where it is known already. */
  codeId?: string | null;
  /** When the relationship came to be; now, unless an older one is brought in. */
  at?: Date | string | null;
  /** Why, in the words of whoever records it. */
  reason?: string | null;
};

/**
 * Drafts as the query `resolvedDrafts` reads: numbered from 1 in their order, each that has no moment of its own a
 * microsecond later than the one before.
 */
export function draftsAsQuery(drafts: Draft[]): Sql {
  const [one, ...others] = drafts;
  return sql`
    SELECT line, customer_id, customer_email, campaign_id, campaign_uid, advocate_id, advocate_email, code_id, code,
      coalesce(at, clock_timestamp() + line * interval '1 microsecond') AS at, reason
    FROM ${one && others.length === 0 ? draftAsRow(one) : draftsAsRows(drafts)}
      AS given (customer_id, customer_email, campaign_id, campaign_uid, advocate_id, advocate_email, code_id, code, at, reason, line)`;
}

/** One draft, as the row that it is: planned without its values it is one as well, where a list would be ten. */
function draftAsRow(draft: Draft): Sql {
  const given = (key: keyof Draft) => asStored(draft, key);
  return sql`
    (VALUES (${given("customerId")}::uuid, ${given("customerEmail")}::text, ${given("campaignId")}::uuid,
      ${given("campaignUid")}::text, ${given("advocateId")}::uuid, ${given("advocateEmail")}::text,
      ${given("codeId")}::uuid, ${given("code")}::text, ${given("at")}::timestamptz, ${given("reason")}::text, 1::bigint))`;
}

function draftsAsRows(drafts: Draft[]): Sql {
  const column = (key: keyof Draft) => drafts.map((draft) => asStored(draft, key));
  return sql`
    unnest(${column("customerId")}::uuid[], ${column("customerEmail")}::text[],
      ${column("campaignId")}::uuid[], ${column("campaignUid")}::text[],
      ${column("advocateId")}::uuid[], ${column("advocateEmail")}::text[],
      ${column("codeId")}::uuid[], ${column("code")}::text[], ${column("at")}::timestamptz[], ${column("reason")}::text[])
      WITH ORDINALITY`;
}

function asStored(draft: Draft, key: keyof Draft) {
  const value = draft[key] || null;
  return typeof value === "string" ? storable(value) : value;
}

/**
 * The common table expressions `draft` and `resolved`: who and what each draft means, and every problem it has, most
 * basic first. It is the only validator: recording, the form's check, an import's check and a dry run all read it.
 * `drafts` is a query with the columns of `draftsAsQuery`; `carried` names further columns of it, each after a comma,
 * that `resolved` has too.
 *
 * Rules: the advocate is enrolled and in a segment of the campaign, nobody refers themselves, a banned contact neither
 * refers nor is referred ("How Referral Attribution Is Created" in the Referral Attribution Overview), codes are found
 * whatever their case.
 */
export function resolvedDrafts(drafts: Sql, carried: Sql = empty): Sql {
  return sql`
    draft AS MATERIALIZED (
      SELECT line, at, reason, campaign_id IS NOT NULL OR campaign_uid IS NOT NULL AS names_campaign,
        advocate_id IS NOT NULL OR advocate_email IS NOT NULL AS names_advocate,
        code_id IS NOT NULL OR code IS NOT NULL AS names_code, customer_id, customer_email,
        coalesce(campaign_id, (SELECT id FROM campaign WHERE uid = btrim(input.campaign_uid))) AS campaign_id,
        advocate_id, advocate_email,
        coalesce(code_id, (SELECT id FROM referral_code WHERE code_key = normal_form(input.code))) AS code_id${carried}
      FROM (${drafts}) AS input
    ),
    named AS (
      SELECT draft.line, draft.at, draft.reason, customer.id AS customer_id, customer.status AS customer_status,
        customer_email, campaign.id AS campaign_id, campaign.starts_at, campaign.ended_at,
        advocate.id AS advocate_id, advocate.status AS advocate_status, code.id AS code_id, code.kind AS code_kind,
        code.retired_at, names_code, names_campaign, names_advocate,
        code.campaign_id <> draft.campaign_id AS misses_campaign, code.advocate_id <> named_advocate.id AS misses_advocate${carried}
      FROM draft
      LEFT JOIN referral_code code ON code.id = draft.code_id
      LEFT JOIN campaign ON campaign.id = coalesce(draft.campaign_id, CASE WHEN NOT draft.names_campaign THEN code.campaign_id END)
      LEFT JOIN LATERAL (${contactNamed(sql`draft.customer_id`, sql`draft.customer_email`)}) AS customer ON TRUE
      LEFT JOIN LATERAL (${contactNamed(sql`draft.advocate_id`, sql`draft.advocate_email`)}) AS named_advocate ON TRUE
      LEFT JOIN LATERAL (
        SELECT named_advocate.id, named_advocate.status WHERE names_advocate
        UNION ALL SELECT id, status FROM contact WHERE NOT names_advocate AND id = code.advocate_id
      ) AS advocate ON TRUE
    ),
    resolved AS MATERIALIZED (
      SELECT line, at, reason, customer_id, campaign_id, advocate_id, code_id, coalesce(code_kind, 'advocate') AS method,
        array_remove(ARRAY[
          CASE WHEN customer_id IS NULL AND customer_email !~ '^\\s*[^@\\s]+@[^@\\s]+\\s*$' THEN 'invalid_email'
               WHEN customer_id IS NULL THEN 'customer_not_found'
               WHEN customer_status = 'unsubscribed' THEN 'customer_unsubscribed' END,
          CASE WHEN NOT names_code THEN NULL
               WHEN code_id IS NULL THEN 'unknown_code'
               WHEN retired_at <= at THEN 'code_retired'
               WHEN misses_campaign THEN 'code_campaign_mismatch'
               WHEN misses_advocate THEN 'code_advocate_mismatch' END,
          CASE WHEN campaign_id IS NULL AND names_campaign THEN 'campaign_not_found'
               WHEN campaign_id IS NULL AND NOT names_code THEN 'campaign_required'
               WHEN starts_at > at THEN 'campaign_not_started'
               WHEN ended_at <= at THEN 'campaign_ended' END,
          CASE WHEN NOT names_code AND NOT names_advocate THEN 'advocate_required'
               WHEN advocate_id IS NULL AND names_advocate THEN 'advocate_not_found'
               WHEN advocate_id = customer_id THEN 'self_referral' END,
          CASE WHEN 'banned' IN (customer_status, advocate_status) THEN 'contact_banned' END,
          CASE WHEN advocate_status <> 'enrolled' AND advocate_status <> 'banned' THEN 'advocate_not_enrolled' END,
          CASE WHEN advocate_id IS NOT NULL AND campaign_id IS NOT NULL AND NOT EXISTS (
                 SELECT FROM campaign_segment JOIN segment_member USING (segment_id)
                 WHERE campaign_segment.campaign_id = named.campaign_id AND segment_member.contact_id = named.advocate_id
               ) THEN 'advocate_not_in_segment' END
        ], NULL) AS problems${carried}
      FROM named
    )`;
}

/** Whom an id means, or where that is null, an e-mail: id and status of the contact. */
function contactNamed(id: Sql, email: Sql): Sql {
  return sql`
    ${contactMeant(sql`contact.id = ${id}`)}
    UNION ALL ${contactMeant(sql`${id} IS NULL AND contact.email_key = normal_form(${email})`)}`;
}
