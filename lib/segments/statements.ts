import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { type Actor, logged } from "@/lib/audit/trail";

/**
 * The statements that write segments and their members, for one or for thousands: common table expressions of the
 * statement of whoever knows the rows. Every event is written with its change.
 */

const aboutMember = { segmentId: sql`segment_id`, contactId: sql`contact_id` };

/**
 * `founded` (id, name): a segment for each name of the query `names` (name, place) that is not taken, whatever its case;
 * of several spellings the first by place.
 */
export function foundedSegments(actor: Actor, names: Sql): Sql {
  return sql`
    founded AS (
      INSERT INTO segment (name)
      SELECT DISTINCT ON (normal_form(name)) name FROM (${names}) AS given ORDER BY normal_form(name), place
      ON CONFLICT (normal_form(name)) DO NOTHING RETURNING id, name
    ),
    founded_event AS (${logged(actor, "segment.created", {
      from: sql`founded`,
      about: { segmentId: sql`id` },
      detail: sql`jsonb_build_object('name', name)`,
    })})`;
}

/**
 * `joined` (segment_id, contact_id): adds the pairs of the query `members`; who is a member already stays one. With
 * `keepDates` the query says since when (added_at).
 */
export function joinedMembers(actor: Actor, members: Sql, { keepDates = false } = {}): Sql {
  return sql`
    joined AS (
      INSERT INTO segment_member (segment_id, contact_id, added_at)
      SELECT DISTINCT segment_id, contact_id, ${keepDates ? sql`added_at` : sql`now()`} FROM (${members}) AS given
      ORDER BY contact_id
      ON CONFLICT DO NOTHING RETURNING segment_id, contact_id
    ),
    joined_event AS (${logged(actor, "segment.member_added", { from: sql`joined`, about: aboutMember })})`;
}

/** `parted` (segment_id, contact_id): takes out the pairs of the query `members`, as far as they are members. */
export function partedMembers(actor: Actor, members: Sql): Sql {
  return sql`
    parted AS (
      DELETE FROM segment_member USING (${members}) AS given
      WHERE segment_member.segment_id = given.segment_id AND segment_member.contact_id = given.contact_id
      RETURNING segment_member.segment_id, segment_member.contact_id
    ),
    parted_event AS (${logged(actor, "segment.member_removed", { from: sql`parted`, about: aboutMember })})`;
}
