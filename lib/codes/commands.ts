import "server-only";
import { randomInt } from "node:crypto";
import sql from "sql-template-tag";
import type { z } from "zod";
import type { Actor } from "@/lib/audit/trail";
import { isPresent } from "@/lib/db/people";
import type { Db } from "@/lib/db/pool";
import { Refusal, refusable as refusableBy } from "@/lib/db/refusal";
import type { Transaction } from "@/lib/db/transaction";
import { fillPattern, patternCapacity } from "./rules";
import type { CodeRefusal, createCouponsSchema, setShortcodeSchema } from "./schema";
import { codeEvent, insertedCodes, retiredCodes } from "./statements";

type Owner = { campaignId: string; advocateId: string };
type Refused = { outcome: CodeRefusal };

/** Somebody else may give the advocate a shortcode at the same moment. */
const TAKEN = { referral_code__one_shortcode: "has_another" } as const;
const refusable = <T>(db: Db, work: (tx: Transaction) => Promise<T>): Promise<T | Refused> =>
  refusableBy<T, CodeRefusal>(db, work, TAKEN);

/**
 * Makes a code of the admin's choice the advocate's shortcode in a campaign. The one they had is retired with it: an
 * advocate has one. Those that came with a merge stay beside it. A retired code of the same advocate and campaign comes
 * back. `taken`: somebody has it, whatever its case and kind.
 */
export function setShortcode(
  db: Db,
  actor: Actor,
  { campaignId, advocateId, code }: z.output<typeof setShortcodeSchema>,
): Promise<{ outcome: "set" | "unchanged" } | Refused> {
  return refusable(db, async (tx) => {
    await lockOwner(tx, { campaignId, advocateId });
    const { rows } = await tx.query<{ id: string; own: boolean; live: boolean; inherited: boolean }>(sql`
      SELECT id, inherited, kind = 'shortcode' AND campaign_id = ${campaignId}::uuid AND advocate_id = ${advocateId}::uuid AS own,
        retired_at IS NULL AS live FROM referral_code WHERE code_key = normal_form(${code})`);
    const [present] = rows;
    if (present && !present.own) throw new Refusal("taken");
    if (present?.live && !present.inherited) return { outcome: "unchanged" };
    const former = sql`campaign_id = ${campaignId}::uuid AND advocate_id = ${advocateId}::uuid AND kind = 'shortcode'
      AND NOT inherited`;
    await tx.query(sql`WITH ${retiredCodes(actor, former)} SELECT FROM changed`);
    if (present) {
      await tx.query(sql`UPDATE referral_code SET inherited = FALSE WHERE id = ${present.id}::uuid`);
      return { outcome: present.live || (await restore(tx, actor, present.id)) ? "set" : "unchanged" };
    }
    const made = await insertCodes(tx, actor, "shortcode", [code], { campaignId, advocateId });
    if (made === 0) throw new Refusal("taken");
    return { outcome: "set" };
  });
}

/** One at a time for each advocate: two who set a shortcode of the same advocate come one after the other. */
async function lockOwner(tx: Transaction, { campaignId, advocateId }: Owner): Promise<void> {
  const { rowCount: advocates } = await tx.query(
    sql`SELECT FROM contact WHERE id = ${advocateId}::uuid AND ${isPresent} FOR NO KEY UPDATE`,
  );
  const { rowCount: campaigns } = await tx.query(sql`SELECT FROM campaign WHERE id = ${campaignId}::uuid`);
  if (advocates === 0 || campaigns === 0) throw new Refusal("not_found");
}

/** Inserts those codes that are free, at most so many; answers how many. */
async function insertCodes(
  tx: Transaction,
  actor: Actor,
  kind: "shortcode" | "coupon",
  codes: string[],
  { campaignId, advocateId }: Owner,
  atMost = codes.length,
): Promise<number> {
  const free = sql`
    SELECT uuid_v7(), ${kind}, code, ${campaignId}::uuid, ${advocateId}::uuid FROM unnest(${codes}::text[]) AS given (code)
    WHERE NOT EXISTS (SELECT FROM referral_code WHERE code_key = normal_form(given.code)) LIMIT ${atMost}`;
  const { rowCount } = await tx.query(sql`WITH ${insertedCodes(actor, free)} SELECT FROM changed`);
  return rowCount ?? 0;
}

/** Retires a code: it attributes nobody any more; what it has attributed stays. */
export function retireCode(db: Db, actor: Actor, codeId: string): Promise<{ outcome: "retired" } | Refused> {
  return refusable(db, async (tx) => {
    const { rowCount } = await tx.query(
      sql`WITH ${retiredCodes(actor, sql`id = ${codeId}::uuid`)} SELECT FROM changed`,
    );
    if (rowCount === 0) throw new Refusal(await whyNot(tx, codeId, "already_retired"));
    return { outcome: "retired" };
  });
}

/** Takes a retirement back; refused while the advocate has another shortcode in the campaign. */
export function restoreCode(db: Db, actor: Actor, codeId: string): Promise<{ outcome: "restored" } | Refused> {
  return refusable(db, async (tx) => {
    if (!(await restore(tx, actor, codeId))) throw new Refusal(await whyNot(tx, codeId, "not_retired"));
    return { outcome: "restored" };
  });
}

/** Whether somebody is there to whom the row of `referral_code` belongs: nothing of an erased person comes back. */
const advocateOfCode = sql`EXISTS (SELECT FROM contact WHERE contact.id = referral_code.advocate_id AND ${isPresent})`;

async function restore(tx: Transaction, actor: Actor, codeId: string): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    WITH changed AS (
      UPDATE referral_code SET retired_at = NULL WHERE id = ${codeId}::uuid AND retired_at IS NOT NULL
        AND ${advocateOfCode}
      RETURNING id, campaign_id, advocate_id
    ),
    event AS (${codeEvent(actor, "code.restored")})
    SELECT FROM changed`);
  return rowCount === 1;
}

async function whyNot(tx: Transaction, codeId: string, reason: CodeRefusal): Promise<CodeRefusal> {
  const { rowCount } = await tx.query(sql`SELECT FROM referral_code WHERE id = ${codeId}::uuid AND ${advocateOfCode}`);
  return rowCount === 0 ? "not_found" : reason;
}

const BATCH = 10_000;
/** So many are drawn at least, so that the last free codes of a short pattern are found. */
const MIN_DRAWN = 1_000;
/** After so many rounds without a free code the pattern counts as used up. */
const MAX_VAIN_ROUNDS = 20;

/**
 * Creates `count` coupon codes of an advocate in a campaign from a pattern in which each # stands for a random
 * character; all of them or none. `taken`: a pattern without # is somebody's code; `pattern_full`: it has not that many
 * free codes.
 */
export function createCoupons(
  db: Db,
  actor: Actor,
  { campaignId, advocateId, pattern, count }: z.output<typeof createCouponsSchema>,
): Promise<{ outcome: "created"; count: number } | Refused> {
  return refusable(db, async (tx) => {
    await lockOwner(tx, { campaignId, advocateId });
    const capacity = patternCapacity(pattern);
    if (capacity < count) throw new Refusal("pattern_full");
    const rounds = capacity === 1 ? 1 : MAX_VAIN_ROUNDS;
    let missing = count;
    for (let vain = 0; missing > 0; ) {
      const drawn = Math.max(MIN_DRAWN, Math.min(missing, BATCH));
      const codes = new Set(Array.from({ length: drawn }, () => fillPattern(pattern, randomInt)));
      const made = await insertCodes(tx, actor, "coupon", [...codes], { campaignId, advocateId }, missing);
      missing -= made;
      vain = made === 0 ? vain + 1 : 0;
      if (vain === rounds) throw new Refusal(capacity === 1 ? "taken" : "pattern_full");
    }
    return { outcome: "created", count };
  });
}
