import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { FailingGroup } from "./columns";

/** What keeps failing is looked for in so many of the latest failures, and of the latest batches with refused records. */
const LOOKED_AT = 10_000;

type Found = Omit<FailingGroup, "lastAt" | "count"> & { lastAt: Date; count: number; isCapped: boolean };

/**
 * The reasons for which requests were refused lately, by key, the most frequent first: what to mend first. What was
 * refused in batches is counted by its records, and for itself: such a request was done, and is not found by the reason.
 */
export async function listFailing(db: Db): Promise<FailingGroup[]> {
  const { rows } = await db.query<Found>(sql`
    WITH alone AS MATERIALIZED (
      SELECT id, key_id, code, at FROM integration_event WHERE code IS NOT NULL ORDER BY id DESC LIMIT ${LOOKED_AT}
    ), batch AS MATERIALIZED (
      SELECT id, key_id, at, trace->'rejected' AS rejected FROM integration_event
      WHERE trace ? 'rejected' AND outcome = 'done' ORDER BY id DESC LIMIT ${LOOKED_AT}
    )
    SELECT code, "isInBatches", count, "lastAt", "lastId", "isCapped",
      CASE WHEN key_id IS NOT NULL THEN (SELECT json_build_object('id', id, 'name', name) FROM actor WHERE id = key_id) END AS key
    FROM (
      SELECT code, key_id, FALSE AS "isInBatches", count(*)::int AS count, max(at) AS "lastAt",
        (array_agg(id ORDER BY id DESC))[1] AS "lastId", (SELECT count(*) = ${LOOKED_AT} FROM alone) AS "isCapped"
      FROM alone GROUP BY code, key_id
      UNION ALL
      SELECT reason.key, key_id, TRUE, sum(reason.value::int)::int, max(at),
        (array_agg(id ORDER BY id DESC))[1], (SELECT count(*) = ${LOOKED_AT} FROM batch)
      FROM batch CROSS JOIN LATERAL jsonb_each(rejected) AS reason GROUP BY reason.key, key_id
    ) AS failing
    ORDER BY count DESC, "lastAt" DESC LIMIT 100`);
  return rows.map(({ isCapped, lastAt, count, ...group }) => ({
    ...{ ...group, lastAt: lastAt.toISOString(), count: { count, capped: isCapped } },
  }));
}
