import "server-only";
import sql, { type Sql } from "sql-template-tag";
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
  const column = (key: keyof Draft) =>
    drafts.map((draft) => {
      const value = draft[key] || null;
      return typeof value === "string" ? storable(value) : value;
    });
  return sql`
    SELECT line, customer_id, customer_email, campaign_id, campaign_uid, advocate_id, advocate_email, code_id, code,
      coalesce(at, clock_timestamp() + line * interval '1 microsecond') AS at, reason
    FROM unnest(${column("customerId")}::uuid[], ${column("customerEmail")}::text[],
                ${column("campaignId")}::uuid[], ${column("campaignUid")}::text[],
                ${column("advocateId")}::uuid[], ${column("advocateEmail")}::text[],
                ${column("codeId")}::uuid[], ${column("code")}::text[], ${column("at")}::timestamptz[], ${column("reason")}::text[])
      WITH ORDINALITY AS given (customer_id, customer_email, campaign_id, campaign_uid, advocate_id, advocate_email,
                                code_id, code, at, reason, line)`;
}

/**
 * The common table expressions `draft` and `resolved`: who and what each draft means, and every problem it has, most
 * basic first. It is the only validator: recording, the form's check, an import's check and a dry run all read it.
 * `drafts` is a query with the columns of `draftsAsQuery`.
 *
 * Rules: the advocate is enrolled and in a segment of the campaign, nobody refers themselves, a banned contact neither
 * refers nor is referred ("How Referral Attribution Is Created" in the Referral Attribution Overview), codes are found
 * whatever their case.
 */
export function resolvedDrafts(drafts: Sql): Sql {
  return sql`
    draft AS MATERIALIZED (
      SELECT line, at, reason, campaign_id IS NOT NULL OR campaign_uid IS NOT NULL AS names_campaign,
        advocate_id IS NOT NULL OR advocate_email IS NOT NULL AS names_advocate,
        code_id IS NOT NULL OR code IS NOT NULL AS names_code, customer_email,
        coalesce(customer_id, (SELECT id FROM contact WHERE email_key = normal_form(input.customer_email))) AS customer_id,
        coalesce(campaign_id, (SELECT id FROM campaign WHERE uid = btrim(input.campaign_uid))) AS campaign_id,
        coalesce(advocate_id, (SELECT id FROM contact WHERE email_key = normal_form(input.advocate_email))) AS advocate_id,
        coalesce(code_id, (SELECT id FROM referral_code WHERE code_key = normal_form(input.code))) AS code_id
      FROM (${drafts}) AS input
    ),
    resolved AS MATERIALIZED (
      SELECT draft.line, draft.at, draft.reason, customer.id AS customer_id, campaign.id AS campaign_id,
        advocate.id AS advocate_id, code.id AS code_id, coalesce(code.kind, 'advocate') AS method,
        array_remove(ARRAY[
          CASE WHEN customer.id IS NULL AND draft.customer_email !~ '^\\s*[^@\\s]+@[^@\\s]+\\s*$' THEN 'invalid_email'
               WHEN customer.id IS NULL THEN 'customer_not_found'
               WHEN customer.status = 'unsubscribed' THEN 'customer_unsubscribed' END,
          CASE WHEN NOT draft.names_code THEN NULL
               WHEN code.id IS NULL THEN 'unknown_code'
               WHEN code.retired_at <= draft.at THEN 'code_retired'
               WHEN code.campaign_id <> draft.campaign_id THEN 'code_campaign_mismatch'
               WHEN code.advocate_id <> draft.advocate_id THEN 'code_advocate_mismatch' END,
          CASE WHEN campaign.id IS NULL AND draft.names_campaign THEN 'campaign_not_found'
               WHEN campaign.id IS NULL AND NOT draft.names_code THEN 'campaign_required'
               WHEN campaign.starts_at > draft.at THEN 'campaign_not_started'
               WHEN campaign.ended_at <= draft.at THEN 'campaign_ended' END,
          CASE WHEN NOT draft.names_code AND NOT draft.names_advocate THEN 'advocate_required'
               WHEN advocate.id IS NULL AND draft.names_advocate THEN 'advocate_not_found'
               WHEN advocate.id = customer.id THEN 'self_referral' END,
          CASE WHEN 'banned' IN (customer.status, advocate.status) THEN 'contact_banned' END,
          CASE WHEN advocate.status <> 'enrolled' AND advocate.status <> 'banned' THEN 'advocate_not_enrolled' END,
          CASE WHEN advocate.id IS NOT NULL AND campaign.id IS NOT NULL AND NOT EXISTS (
                 SELECT FROM campaign_segment JOIN segment_member USING (segment_id)
                 WHERE campaign_segment.campaign_id = campaign.id AND segment_member.contact_id = advocate.id
               ) THEN 'advocate_not_in_segment' END
        ], NULL) AS problems
      FROM draft
      LEFT JOIN referral_code code ON code.id = draft.code_id
      LEFT JOIN contact customer ON customer.id = draft.customer_id
      LEFT JOIN campaign ON campaign.id = coalesce(draft.campaign_id, CASE WHEN NOT draft.names_campaign THEN code.campaign_id END)
      LEFT JOIN contact advocate ON advocate.id = coalesce(draft.advocate_id, CASE WHEN NOT draft.names_advocate THEN code.advocate_id END)
    )`;
}
