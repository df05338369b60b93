import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import type { CodeKind } from "@/lib/codes/schema";
import type { SortKey } from "@/lib/db/keyset";
import { fetchIdPage } from "@/lib/db/keyset-page";
import type { Db } from "@/lib/db/pool";
import { containsPattern } from "@/lib/db/search";
import type { Bounded, CodeFilter, CodeParams, CodeRow, CodeSort, CodeState } from "./columns";

export type CodePage = { rows: CodeRow[]; next: string | null; previous: string | null };

const ID = "referral_code.id";
const DEFAULT_SIZE = 50;
const EXPORT_BATCH = 1_000;
/** Counting codes, and the referrals of one code, stops here. */
const COUNT_CAP = 20_000;
const REFERRALS_BOUND = 1_000;
/** Up to this many advocates whom a search finds are looked up by id. */
const MATCHES_BY_ID = 10_000;

const sortKeys: Record<CodeSort, SortKey> = {
  created: { expression: ID, type: "uuid" },
  code: { expression: "referral_code.code_key", type: "text" },
};

/** One page of a campaign's codes by filter, sort and cursor (see columns.ts). */
export async function listCampaignCodes(
  db: Db,
  campaignId: string,
  params: CodeParams,
  size?: number,
): Promise<CodePage> {
  const sort = params.sort ?? "-created";
  const { ids, ...cursors } = await fetchIdPage(db, {
    from: sql`referral_code`,
    where: join([...(await conditions(db, campaignId, params)).values()], " AND "),
    sort: sortKeys[sort.replace("-", "") as CodeSort],
    id: ID,
    descending: sort.startsWith("-"),
    size: size ?? params.size ?? DEFAULT_SIZE,
    after: params.after,
    before: params.before,
  });
  return { rows: await rowsOf(db, ids), ...cursors };
}

/** The whole filtered list in its order, in batches: for exports of any length in constant memory. */
export async function* exportCampaignCodes(db: Db, campaignId: string, params: CodeParams): AsyncGenerator<CodeRow[]> {
  let after: string | null = null;
  do {
    const page: CodePage = await listCampaignCodes(db, campaignId, { ...params, after, before: null }, EXPORT_BATCH);
    if (page.rows.length > 0) yield page.rows;
    after = page.next;
  } while (after !== null);
}

type Counts = {
  total: Bounded;
  facets: { kind: ({ value: CodeKind } & Bounded)[]; state: ({ value: CodeState } & Bounded)[] };
};

/** How many codes match, and how many of them each kind and state would show beside the other filter; up to a bound. */
export async function countCampaignCodes(db: Db, campaignId: string, filter: CodeFilter): Promise<Counts> {
  const where = await conditions(db, campaignId, { q: filter.q });
  const { rows } = await db.query<{ kind: CodeKind; state: CodeState; count: number }>(sql`
    SELECT kind, CASE WHEN retired THEN 'retired' ELSE 'live' END AS state, count(*)::int AS count
    FROM (SELECT kind, retired_at IS NOT NULL AS retired FROM referral_code WHERE ${join([...where.values()], " AND ")}
      ORDER BY id DESC LIMIT ${COUNT_CAP}) AS counted
    GROUP BY kind, retired`);
  const capped = sum(rows) === COUNT_CAP;
  const hasKind = (kind: CodeKind) => !filter.kind?.length || filter.kind.includes(kind);
  const hasState = (state: CodeState) => !filter.state?.length || filter.state.includes(state);
  const shown = rows.filter(({ kind, state }) => hasKind(kind) && hasState(state));
  const each = <V extends string>(values: V[], count: (value: V) => number) =>
    values.map((value) => ({ value, count: count(value), capped }));
  return {
    total: { count: sum(shown), capped },
    facets: {
      kind: each(["shortcode", "coupon"], (kind) =>
        sum(rows.filter((row) => row.kind === kind && hasState(row.state))),
      ),
      state: each(["live", "retired"], (state) => sum(rows.filter((row) => row.state === state && hasKind(row.kind)))),
    },
  };
}

function sum(rows: { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}

async function conditions(db: Db, campaignId: string, { q, kind, state }: CodeFilter): Promise<Map<string, Sql>> {
  const all = new Map([["campaign", sql`referral_code.campaign_id = ${campaignId}::uuid`]]);
  if (q?.trim()) all.set("q", await searchCondition(db, q));
  if (kind?.length) all.set("kind", sql`referral_code.kind = ANY(${kind}::text[])`);
  if (state?.length === 1) {
    all.set("state", state[0] === "live" ? sql`retired_at IS NULL` : sql`retired_at IS NOT NULL`);
  }
  return all;
}

/** Any part of the code, or of its advocate's name or e-mail. */
async function searchCondition(db: Db, q: string): Promise<Sql> {
  const pattern = containsPattern(q);
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM contact WHERE search_text LIKE ${pattern} LIMIT ${MATCHES_BY_ID + 1}`,
  );
  const advocate =
    rows.length > MATCHES_BY_ID
      ? sql`(SELECT search_text FROM contact WHERE contact.id = referral_code.advocate_id) LIKE ${pattern}`
      : sql`referral_code.advocate_id = ANY(${rows.map(({ id }) => id)}::uuid[])`;
  return sql`(referral_code.code_key LIKE ${pattern} OR ${advocate})`;
}

async function rowsOf(db: Db, ids: string[]): Promise<CodeRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query(sql`
    SELECT referral_code.id, kind, code, referral_code.created_at AS "createdAt", retired_at AS "retiredAt",
      json_build_object('id', contact.id, 'name', contact.name, 'email', contact.email) AS advocate,
      (SELECT count(*)::int FROM (SELECT FROM attribution WHERE code_id = referral_code.id AND status = 'active'
        LIMIT ${REFERRALS_BOUND + 1}) AS referral) AS "activeReferrals"
    FROM unnest(${ids}::uuid[]) WITH ORDINALITY AS given (id, line)
    JOIN referral_code ON referral_code.id = given.id JOIN contact ON contact.id = advocate_id
    ORDER BY given.line`);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    retiredAt: row.retiredAt?.toISOString() ?? null,
    activeReferrals: {
      count: Math.min(row.activeReferrals, REFERRALS_BOUND),
      capped: row.activeReferrals > REFERRALS_BOUND,
    },
  }));
}
