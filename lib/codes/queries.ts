import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import { storable } from "@/lib/db/text";
import type { CodeKind } from "./schema";

/** One code of an advocate in a campaign. Instants are ISO 8601 in UTC. */
export type CodeEntry = {
  id: string;
  kind: CodeKind;
  code: string;
  /** Whether it came with a merged contact, beside the shortcode the advocate has. */
  inherited: boolean;
  createdAt: string;
  retiredAt: string | null;
};

const LIMIT = 200;

/** The codes of an advocate in a campaign: live shortcodes, other live ones, retired ones, each newest first; 200 at most. */
export async function listCodes(
  db: Db,
  { campaignId, advocateId }: { campaignId: string; advocateId: string },
): Promise<{ codes: CodeEntry[]; more: boolean }> {
  const { rows } = await db.query<CodeEntry & { createdAt: Date; retiredAt: Date | null }>(sql`
    SELECT id, kind, code, inherited, created_at AS "createdAt", retired_at AS "retiredAt" FROM referral_code
    WHERE advocate_id = ${advocateId}::uuid AND campaign_id = ${campaignId}::uuid
    ORDER BY kind = 'shortcode' AND retired_at IS NULL DESC, inherited AND retired_at IS NULL, retired_at IS NULL DESC, id DESC LIMIT ${LIMIT + 1}`);
  const codes = rows.slice(0, LIMIT).map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
  }));
  return { codes, more: rows.length > LIMIT };
}

/** The shortcode with this id, a retired one too; null where the id is not a shortcode's. */
export async function findShortcode(db: Db, id: string): Promise<string | null> {
  const { rows } = await db.query<{ code: string }>(
    sql`SELECT code FROM referral_code WHERE id = ${id}::uuid AND kind = 'shortcode'`,
  );
  return rows[0]?.code ?? null;
}

/** What a referral link leads to. `code` is as its advocate has it, whatever case the link was typed in. */
export type Link = { code: string; retired: boolean; destinationUrl: string | null };

/** The shortcode of a referral link with its campaign's destination, or null where no shortcode is called so. */
export async function findLink(db: Db, code: string): Promise<Link | null> {
  const { rows } = await db.query<Link>(sql`
    SELECT code, retired_at IS NOT NULL AS retired, destination_url AS "destinationUrl"
    FROM referral_code JOIN campaign ON campaign.id = campaign_id
    WHERE code_key = normal_form(${storable(code)}) AND kind = 'shortcode'`);
  return rows[0] ?? null;
}
