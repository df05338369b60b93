import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";

export type CampaignOption = { id: string; uid: string; name: string; ended: boolean };

/** Every campaign, running ones first, by name. */
export async function listCampaignOptions(db: Db): Promise<CampaignOption[]> {
  const { rows } = await db.query<CampaignOption>(
    sql`SELECT id, uid, name, coalesce(ended_at <= now(), false) AS ended FROM campaign
        ORDER BY coalesce(ended_at <= now(), false), lower(name), id`,
  );
  return rows;
}
