import "server-only";
import { randomBytes } from "node:crypto";
import sql from "sql-template-tag";
import type { z } from "zod";
import { type Actor, logged } from "@/lib/audit/trail";
import { giveShortcodes } from "@/lib/codes/shortcodes";
import type { Db } from "@/lib/db/pool";
import { Refusal, refusable as refusableBy } from "@/lib/db/refusal";
import type { Transaction } from "@/lib/db/transaction";
import { uidFromName } from "./rules";
import type { CampaignField, createCampaignSchema, updateCampaignSchema } from "./schema";
import type { CampaignRefusal } from "./wording";

type Refused = { outcome: CampaignRefusal };
/** `shortcodes`: how many advocates were given one, because they became advocates by it. */
type Done<O extends string> = { outcome: O; id: string; shortcodes: number };

/** Somebody else may take the uid at the same moment. */
const TAKEN = { campaign__uid_unique: "uid_taken" } as const;
const refusable = <T>(db: Db, work: (tx: Transaction) => Promise<T>): Promise<T | Refused> =>
  refusableBy<T, CampaignRefusal>(db, work, TAKEN);

/** Creates a campaign, opens it to its segments and gives their advocates shortcodes, all or nothing. */
export function createCampaign(
  db: Db,
  actor: Actor,
  input: z.output<typeof createCampaignSchema>,
): Promise<Done<"created"> | Refused> {
  return refusable(db, async (tx) => {
    const id = input.uid
      ? await insertCampaign(tx, actor, { ...input, uid: input.uid })
      : await insertUnderFreeUid(tx, actor, input);
    if (id === null) throw new Refusal("uid_taken");
    await openTo(tx, id, input.segmentIds);
    return { outcome: "created", id, shortcodes: await giveShortcodes(tx, actor, { campaignIds: [id] }) };
  });
}

type NewCampaign = z.output<typeof createCampaignSchema> & { uid: string };

/** The new campaign's id, or null where the uid is taken. */
async function insertCampaign(tx: Transaction, actor: Actor, input: NewCampaign): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(sql`
    WITH made AS (
      INSERT INTO campaign (uid, name, destination_url, starts_at, ended_at)
      VALUES (${input.uid}, ${input.name}, ${input.destinationUrl}, ${input.startsAt}::timestamptz, ${input.endsAt}::timestamptz)
      ON CONFLICT (uid) DO NOTHING RETURNING id
    ),
    event AS (${logged(actor, "campaign.created", { from: sql`made`, about: { campaignId: sql`id` } })})
    SELECT id FROM made`);
  return rows[0]?.id ?? null;
}

/** Tries the uid of the name, then the same with a random ending, until one is free. */
async function insertUnderFreeUid(tx: Transaction, actor: Actor, input: Omit<NewCampaign, "uid"> & { uid?: unknown }) {
  const base = uidFromName(input.name);
  for (let uid = base; ; uid = `${base}-${randomBytes(4).toString("hex")}`) {
    const id = await insertCampaign(tx, actor, { ...input, uid });
    if (id) return id;
  }
}

/** Makes exactly these segments the ones a campaign is open to. */
async function openTo(tx: Transaction, campaignId: string, segmentIds: string[]): Promise<void> {
  await tx.query(sql`
    DELETE FROM campaign_segment WHERE campaign_id = ${campaignId}::uuid AND NOT segment_id = ANY(${segmentIds}::uuid[])`);
  // Whoever deletes one of the segments at this moment waits for us, and then finds it in use.
  const { rowCount } = await tx.query(sql`SELECT FROM segment WHERE id = ANY(${segmentIds}::uuid[]) FOR KEY SHARE`);
  if (rowCount !== new Set(segmentIds.map((id) => id.toLowerCase())).size) throw new Refusal("unknown_segment");
  await tx.query(sql`
    INSERT INTO campaign_segment (campaign_id, segment_id)
    SELECT ${campaignId}::uuid, * FROM unnest(${segmentIds}::uuid[]) ON CONFLICT DO NOTHING`);
}

type Update = z.output<typeof updateCampaignSchema>;

/**
 * Changes the given fields of a campaign; the uid once in its life. Whoever becomes an advocate by it is given a
 * shortcode in the same transaction.
 */
export function updateCampaign(db: Db, actor: Actor, given: Update): Promise<Done<"changed" | "unchanged"> | Refused> {
  return refusable(db, async (tx) => {
    const input = await withSegmentsOfOthers(tx, given);
    const { id } = input;
    const fields = await changedFields(tx, input);
    if (fields.length === 0) return { outcome: "unchanged", id, shortcodes: 0 };
    if (fields.includes("segments")) await openTo(tx, id, input.segmentIds!);
    const has = (field: CampaignField) => fields.includes(field);
    const { rowCount } = await tx.query(sql`
      WITH changed AS (
        UPDATE campaign SET
          name = CASE WHEN ${has("name")} THEN ${input.name} ELSE name END,
          uid = CASE WHEN ${has("uid")} THEN ${input.uid} ELSE uid END,
          destination_url = CASE WHEN ${has("destinationUrl")} THEN ${input.destinationUrl} ELSE destination_url END,
          starts_at = CASE WHEN ${has("startsAt")} THEN ${input.startsAt}::timestamptz ELSE starts_at END,
          ended_at = CASE WHEN ${has("endsAt")} THEN ${input.endsAt}::timestamptz ELSE ended_at END
        WHERE id = ${id}::uuid AND (NOT ${has("uid")} OR uid_changed_at IS NULL)
        RETURNING id
      ),
      event AS (${logged(actor, "campaign.updated", {
        from: sql`changed`,
        about: { campaignId: sql`id` },
        detail: sql`${JSON.stringify({ fields })}::jsonb`,
      })})
      SELECT FROM changed`);
    if (rowCount === 0) throw new Refusal("uid_fixed");
    return { outcome: "changed", id, shortcodes: await giveShortcodes(tx, actor, { campaignIds: [id] }) };
  });
}

/** The change, with the segments to which somebody else opened or closed the campaign while it was edited. */
async function withSegmentsOfOthers(tx: Transaction, input: Update): Promise<Update> {
  const { id, segmentIds, segmentIdsBefore: before } = input;
  if (!segmentIds || !before) return input;
  await tx.query(sql`SELECT FROM campaign WHERE id = ${id}::uuid FOR UPDATE`);
  const { rows } = await tx.query<{ id: string }>(
    sql`SELECT segment_id AS id FROM campaign_segment WHERE campaign_id = ${id}::uuid`,
  );
  const present = rows.map((row) => row.id);
  const added = segmentIds.filter((segment) => !before.includes(segment));
  const kept = present.filter((segment) => segmentIds.includes(segment) || !before.includes(segment));
  return { ...input, segmentIds: [...kept, ...added] };
}

/** Locks the campaign and answers which of the given fields differ from what it is now. */
async function changedFields(tx: Transaction, input: Update): Promise<CampaignField[]> {
  const { rows } = await tx.query<Record<CampaignField, boolean> & { inOrder: boolean }>(sql`
    SELECT ${input.name ?? null}::text <> name AS name, ${input.uid ?? null}::text <> uid AS uid,
      ${input.destinationUrl !== undefined} AND ${input.destinationUrl ?? null}::text IS DISTINCT FROM destination_url AS "destinationUrl",
      ${input.startsAt !== undefined} AND ${input.startsAt ?? null}::timestamptz IS DISTINCT FROM starts_at AS "startsAt",
      ${input.endsAt !== undefined} AND ${input.endsAt ?? null}::timestamptz IS DISTINCT FROM ended_at AS "endsAt",
      ${input.segmentIds !== undefined} AND ARRAY(SELECT segment_id FROM campaign_segment WHERE campaign_id = campaign.id ORDER BY 1)
        IS DISTINCT FROM ARRAY(SELECT DISTINCT * FROM unnest(${input.segmentIds ?? []}::uuid[]) ORDER BY 1) AS segments,
      coalesce(CASE WHEN ${input.startsAt !== undefined} THEN ${input.startsAt ?? null}::timestamptz ELSE starts_at END
        < CASE WHEN ${input.endsAt !== undefined} THEN ${input.endsAt ?? null}::timestamptz ELSE ended_at END, TRUE) AS "inOrder"
    FROM campaign WHERE id = ${input.id}::uuid FOR UPDATE`);
  const [row] = rows;
  if (!row) throw new Refusal("not_found");
  const { inOrder, ...fields } = row;
  const changed = (Object.keys(fields) as CampaignField[]).filter((field) => fields[field]);
  const movesDates = changed.includes("startsAt") || changed.includes("endsAt");
  if (movesDates && !inOrder) throw new Refusal("end_before_start");
  return changed;
}

/** Ends a campaign now, also one that is to end later or has not begun. */
export function endCampaign(db: Db, actor: Actor, id: string): Promise<Done<"ended"> | Refused> {
  return refusable(db, async (tx) => {
    const { rowCount } = await tx.query(sql`
      WITH ended AS (
        UPDATE campaign SET ended_at = now()
        WHERE id = ${id}::uuid AND (ended_at IS NULL OR ended_at > now()) RETURNING id
      ),
      event AS (${logged(actor, "campaign.ended", { from: sql`ended`, about: { campaignId: sql`id` } })})
      SELECT FROM ended`);
    if (rowCount === 0) throw new Refusal(await whyNot(tx, id, "already_ended"));
    return { outcome: "ended", id, shortcodes: 0 };
  });
}

/** Takes the end away; who became an advocate since gets a shortcode. */
export function reopenCampaign(db: Db, actor: Actor, id: string): Promise<Done<"reopened"> | Refused> {
  return refusable(db, async (tx) => {
    const { rowCount } = await tx.query(sql`
      WITH reopened AS (
        UPDATE campaign SET ended_at = NULL WHERE id = ${id}::uuid AND ended_at <= now() RETURNING id
      ),
      event AS (${logged(actor, "campaign.reopened", { from: sql`reopened`, about: { campaignId: sql`id` } })})
      SELECT FROM reopened`);
    if (rowCount === 0) throw new Refusal(await whyNot(tx, id, "not_ended"));
    return { outcome: "reopened", id, shortcodes: await giveShortcodes(tx, actor, { campaignIds: [id] }) };
  });
}

async function whyNot(tx: Transaction, id: string, reason: CampaignRefusal): Promise<CampaignRefusal> {
  const { rowCount } = await tx.query(sql`SELECT FROM campaign WHERE id = ${id}::uuid`);
  return rowCount === 0 ? "not_found" : reason;
}
