import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { Campaign, Code, Person } from "./model";

/** The people, campaigns and codes of a model as they stand in the database: the ids and codes, by their places. */
export type Stage = { people: string[]; campaigns: string[]; codes: string[]; segmentId: string };

let stages = 0;

/** Puts the model's people, campaigns and codes into the database, beside those of earlier stages. */
export async function setStage(db: Db, people: Person[], campaigns: Campaign[], codes: Code[]): Promise<Stage> {
  const name = `stage-${++stages}`;
  const ids = async (statement: ReturnType<typeof sql>) =>
    (await db.query<{ id: string }>(statement)).rows.map(({ id }) => id);
  const [segmentId] = await ids(sql`INSERT INTO segment (name) VALUES (${name}) RETURNING id`);
  const peopleIds = await ids(sql`
    INSERT INTO contact (email, status)
    SELECT ${name} || '-' || place || '@example.test', status
    FROM unnest(${people.map(({ status }) => status)}::text[]) WITH ORDINALITY AS given (status, place) RETURNING id`);
  const campaignIds = await ids(sql`
    INSERT INTO campaign (uid, name, ended_at)
    SELECT ${name} || '-' || place, ${name}, CASE WHEN ended THEN now() END
    FROM unnest(${campaigns.map(({ ended }) => ended)}::bool[]) WITH ORDINALITY AS given (ended, place) RETURNING id`);
  await db.query(sql`
    INSERT INTO campaign_segment (campaign_id, segment_id) SELECT unnest(${campaignIds}::uuid[]), ${segmentId}::uuid`);
  await setMembers(db, { people: peopleIds, segmentId: segmentId! }, people);
  const texts = codes.map((_, place) => `${name}-${place}`);
  await db.query(sql`
    INSERT INTO referral_code (kind, code, campaign_id, advocate_id)
    SELECT * FROM unnest(${codes.map(({ kind }) => kind)}::text[], ${texts}::text[],
      ${codes.map(({ campaign }) => campaignIds[campaign])}::uuid[],
      ${codes.map(({ advocate }) => peopleIds[advocate])}::uuid[])`);
  return { people: peopleIds, campaigns: campaignIds, codes: texts, segmentId: segmentId! };
}

/** Makes statuses and memberships in the database those of `people`, and the ends of campaigns those of `campaigns`. */
export async function changeStage(db: Db, stage: Stage, people: Person[], campaigns: Campaign[]): Promise<void> {
  await db.query(sql`
    UPDATE contact SET status = given.status
    FROM unnest(${stage.people}::uuid[], ${people.map(({ status }) => status)}::text[]) AS given (id, status)
    WHERE contact.id = given.id`);
  await db.query(sql`
    UPDATE campaign SET ended_at = CASE WHEN given.ended THEN now() END
    FROM unnest(${stage.campaigns}::uuid[], ${campaigns.map(({ ended }) => ended)}::bool[]) AS given (id, ended)
    WHERE campaign.id = given.id`);
  await setMembers(db, stage, people);
}

async function setMembers(db: Db, stage: Pick<Stage, "people" | "segmentId">, people: Person[]): Promise<void> {
  const members = stage.people.filter((_, place) => people[place]!.member);
  await db.query(sql`DELETE FROM segment_member WHERE segment_id = ${stage.segmentId}::uuid`);
  await db.query(sql`
    INSERT INTO segment_member (segment_id, contact_id) SELECT ${stage.segmentId}::uuid, unnest(${members}::uuid[])`);
}
