import "server-only";
import sql from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";
import type { Biography } from "./biographies";
import type { Calendar } from "./calendar";
import { CAMPAIGNS, SEGMENTS, SEGMENTS_SINCE_DAYS_AGO } from "./campaigns";
import { ADMIN, castMembers } from "./cast";
import type { Advocate } from "./people";

/** Inserts everybody who acts but the admin, who is there already. Answers the actors' ids by their keys. */
export async function insertCast(tx: Transaction, calendar: Calendar): Promise<Map<string, string>> {
  const members = castMembers((daysAgo) => calendar(daysAgo).toISOString().slice(0, 7));
  const { rows } = await tx.query<{ key: string; id: string }>(sql`
    WITH given AS MATERIALIZED (
      SELECT key, kind, name, at, uuid_v7(at) AS id
      FROM unnest(${members.map(({ key }) => key)}::text[], ${members.map(({ kind }) => kind)}::text[],
        ${members.map(({ name }) => name)}::text[],
        ${members.map(({ createdDaysAgo }) => calendar(createdDaysAgo))}::timestamptz[]) AS member (key, kind, name, at)
    ),
    inserted AS (INSERT INTO actor (id, kind, name, created_at) SELECT id, kind, name, at FROM given)
    SELECT key, id FROM given
    UNION ALL
    (SELECT ${ADMIN}, actor.id FROM actor LEFT JOIN app_user ON app_user.id = actor.user_id
     WHERE actor.kind = 'system' OR (app_user.role = 'admin' AND app_user.disabled_at IS NULL)
     ORDER BY actor.kind = 'user' DESC, actor.id LIMIT 1)`);
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Inserts segments, campaigns, and which is open to which. */
export async function insertCampaigns(tx: Transaction, calendar: Calendar): Promise<void> {
  const since = calendar(SEGMENTS_SINCE_DAYS_AGO);
  await tx.query(sql`
    INSERT INTO segment (id, name, created_at)
    SELECT uuid_v7(${since}::timestamptz), name, ${since}::timestamptz FROM unnest(${[...SEGMENTS]}::text[]) AS name`);
  await tx.query(sql`
    INSERT INTO campaign (id, uid, name, destination_url, starts_at, ended_at, created_at)
    SELECT uuid_v7(created_at), uid, name, destination_url, starts_at, ended_at, created_at
    FROM unnest(${CAMPAIGNS.map(({ uid }) => uid)}::text[], ${CAMPAIGNS.map(({ name }) => name)}::text[],
      ${CAMPAIGNS.map(({ destinationUrl }) => destinationUrl)}::text[],
      ${CAMPAIGNS.map(({ startsDaysAgo }) => calendar(startsDaysAgo))}::timestamptz[],
      ${CAMPAIGNS.map(({ endedDaysAgo }) => (endedDaysAgo === null ? null : calendar(endedDaysAgo)))}::timestamptz[],
      ${CAMPAIGNS.map(({ createdDaysAgo }) => calendar(createdDaysAgo))}::timestamptz[])
      AS given (uid, name, destination_url, starts_at, ended_at, created_at)`);
  const open = CAMPAIGNS.flatMap(({ uid, segments }) => segments.map((segment) => ({ uid, segment })));
  await tx.query(sql`
    INSERT INTO campaign_segment (campaign_id, segment_id)
    SELECT campaign.id, segment.id
    FROM unnest(${open.map(({ uid }) => uid)}::text[], ${open.map(({ segment }) => segment)}::text[]) AS given (uid, segment)
    JOIN campaign USING (uid) JOIN segment ON segment.name = given.segment`);
}

/** Inserts the contacts, with the status they begin with, and their memberships. Answers their ids by e-mail. */
export async function insertContacts(
  tx: Transaction,
  calendar: Calendar,
  biographies: Biography[],
): Promise<Map<string, string>> {
  const column = <T>(value: (biography: Biography) => T) => biographies.map(value);
  const { rows } = await tx.query<{ email: string; id: string }>(sql`
    INSERT INTO contact (id, email, first_name, last_name, uid, status, created_at, updated_at)
    SELECT uuid_v7(at), email, first_name, last_name, uid, status, at, at
    FROM unnest(${column(({ person }) => person.email)}::text[], ${column(({ person }) => person.firstName)}::text[],
      ${column(({ person }) => person.lastName)}::text[], ${column(({ person }) => person.uid)}::text[],
      ${column(({ person }) => person.opening)}::text[],
      ${column(({ createdDaysAgo }) => calendar(createdDaysAgo))}::timestamptz[])
      AS given (email, first_name, last_name, uid, status, at)
    RETURNING email, id`);
  const members = biographies.flatMap(({ person, joinedDaysAgo }) =>
    person.segments.map((segment) => ({ segment, email: person.email, at: calendar(joinedDaysAgo) })),
  );
  await tx.query(sql`
    INSERT INTO segment_member (segment_id, contact_id, added_at)
    SELECT segment.id, contact.id, given.at
    FROM unnest(${members.map(({ segment }) => segment)}::text[], ${members.map(({ email }) => email)}::text[],
      ${members.map(({ at }) => at)}::timestamptz[]) AS given (segment, email, at)
    JOIN segment ON segment.name = given.segment JOIN contact ON contact.email = given.email`);
  return new Map(rows.map(({ email, id }) => [email, id]));
}

/** Inserts the advocates' shortcodes and coupon codes. */
export async function insertCodes(tx: Transaction, calendar: Calendar, advocates: Advocate[]): Promise<void> {
  const codes = advocates.flatMap(({ email, codes: ofAdvocate }) =>
    [...ofAdvocate].flatMap(([uid, { sinceDaysAgo, shortcode, coupon }]) => {
      const own = { email, uid, at: calendar(sinceDaysAgo) };
      const shortcodes = [{ ...own, kind: "shortcode", code: shortcode }];
      return coupon === null ? shortcodes : [...shortcodes, { ...own, kind: "coupon", code: coupon }];
    }),
  );
  await tx.query(sql`
    INSERT INTO referral_code (id, kind, code, campaign_id, advocate_id, created_at)
    SELECT uuid_v7(given.at), given.kind, given.code, campaign.id, contact.id, given.at
    FROM unnest(${codes.map(({ kind }) => kind)}::text[], ${codes.map(({ code }) => code)}::text[],
      ${codes.map(({ uid }) => uid)}::text[], ${codes.map(({ email }) => email)}::text[],
      ${codes.map(({ at }) => at)}::timestamptz[]) AS given (kind, code, uid, email, at)
    JOIN campaign USING (uid) JOIN contact USING (email)`);
}

/**
 * Gives the contacts the status they have in the end, and retires the codes of advocates who are no longer there. To
 * be called after their attributions were recorded, which asked for the status of that time.
 */
export async function updateFates(tx: Transaction, calendar: Calendar, biographies: Biography[]): Promise<void> {
  const changes = biographies.flatMap(({ person, fateDaysAgo }) =>
    fateDaysAgo === null ? [] : [{ email: person.email, fate: person.fate, at: calendar(fateDaysAgo) }],
  );
  await tx.query(sql`
    WITH changed AS (
      UPDATE contact SET status = given.fate, updated_at = given.at
      FROM unnest(${changes.map(({ email }) => email)}::text[], ${changes.map(({ fate }) => fate)}::text[],
        ${changes.map(({ at }) => at)}::timestamptz[]) AS given (email, fate, at)
      WHERE contact.email = given.email
      RETURNING contact.id, given.at
    )
    UPDATE referral_code SET retired_at = changed.at FROM changed WHERE referral_code.advocate_id = changed.id`);
}
