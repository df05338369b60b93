import "server-only";
import dayjs from "dayjs";
import utc from "dayjs/plugin/utc";
import sql from "sql-template-tag";
import type { FigureRange, FigureStep } from "@/lib/campaigns/columns";
import type { Db } from "@/lib/db/pool";
import type { AttributionRow } from "./columns";
import { dayOf, firstIdAt, startOfDay } from "./days";
import { listAttributionsByIds } from "./queries";

dayjs.extend(utc);

/** Active attributions by the period they were created in. `from` is the period's first day, YYYY-MM-DD. */
export type Figures = { step: FigureStep; periods: { from: string; count: number }[]; total: number };

/** From this many months on the whole life of a campaign is told by years. */
const MONTHS_MAX = 48;

/** How many attributions of a campaign that are active now were created in each period of a range, in the viewer's days. */
export async function countReferrals(
  db: Db,
  {
    campaignId,
    range,
    timeZone,
    now = new Date(),
  }: { campaignId: string; range: FigureRange; timeZone: string; now?: Date },
): Promise<Figures> {
  const today = dayOf(now, timeZone);
  const oldest = range === "all" ? await findOldest(db, campaignId) : null;
  const { step, firsts } = periodsOf(range, today, oldest ? dayOf(oldest, timeZone) : today);
  const after = dayjs.utc(firsts.at(-1)).add(1, step).format("YYYY-MM-DD");
  const bounds = [...firsts, after].map((first) => firstIdAt(startOfDay(first, timeZone)!));
  // Each period is a range of one index. A condition on the status would let PostgreSQL choose the index of active ones
  // by customer, and read the whole campaign once for each period.
  const { rows } = await db.query<{ count: number }>(sql`
    SELECT (SELECT count(*) FILTER (WHERE status = 'active') FROM attribution
      WHERE campaign_id = ${campaignId}::uuid AND id >= period.first AND id < period.after)::int AS count
    FROM unnest(${bounds.slice(0, -1)}::uuid[], ${bounds.slice(1)}::uuid[]) WITH ORDINALITY AS period (first, after, place)
    ORDER BY place`);
  const periods = firsts.map((from, index) => ({ from, count: rows[index]!.count }));
  return { step, periods, total: periods.reduce((sum, { count }) => sum + count, 0) };
}

async function findOldest(db: Db, campaignId: string): Promise<Date | null> {
  const { rows } = await db.query<{ created_at: Date }>(
    sql`SELECT created_at FROM attribution WHERE campaign_id = ${campaignId}::uuid ORDER BY id LIMIT 1`,
  );
  return rows[0]?.created_at ?? null;
}

/** The periods of a range up to today, each by its first day; weeks begin on Monday. */
function periodsOf(range: FigureRange, today: string, oldest: string): { step: FigureStep; firsts: string[] } {
  const end = dayjs.utc(today);
  const months = end.startOf("month").diff(dayjs.utc(oldest).startOf("month"), "month") + 1;
  const [step, count] = {
    "30d": ["day", 30] as const,
    "12w": ["week", 12] as const,
    "12m": ["month", 12] as const,
    all:
      months > MONTHS_MAX
        ? (["year", end.year() - dayjs.utc(oldest).year() + 1] as const)
        : (["month", months] as const),
  }[range];
  const last = step === "week" ? end.subtract((end.day() + 6) % 7, "day") : end.startOf(step);
  const firsts = Array.from({ length: count }, (_, index) =>
    last.subtract(count - 1 - index, step).format("YYYY-MM-DD"),
  );
  return { step, firsts };
}

/** The newest attributions of a campaign, active and inactive. */
export async function listLatest(db: Db, campaignId: string, limit: number): Promise<AttributionRow[]> {
  const { rows } = await db.query<{ id: string }>(
    sql`SELECT id FROM attribution WHERE campaign_id = ${campaignId}::uuid ORDER BY id DESC LIMIT ${limit}`,
  );
  return listAttributionsByIds(
    db,
    rows.map(({ id }) => id),
  );
}
