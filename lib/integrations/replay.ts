import "server-only";
import sql from "sql-template-tag";
import type { ApiKeyInUse } from "@/lib/api-keys/schema";
import type { Db } from "@/lib/db/pool";
import { inDryRun, inTransaction, type Transaction } from "@/lib/db/transaction";
import { ENDPOINTS, type EndpointName } from "./endpoints/all";
import { logRequest } from "./log";
import type { ApiAnswer } from "./schema";

export type ReplayOutcome =
  | { outcome: "replayed"; id: string; answer: ApiAnswer }
  | { outcome: "not_found" | "not_replayable" | "already_done" | "key_ended" };

type Stored = { endpoint: string; target: string | null; payload: unknown; code: string | null; keyId: string | null };

/**
 * Sends a refused request once more as it was, after its cause is mended: by the same endpoint, for the same key, as if
 * it came now. The log keeps both, and who did it. A key that was revoked is not used for it any more.
 */
export async function replayRequest(db: Db, userId: string, id: string): Promise<ReplayOutcome> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<Stored>(sql`
      SELECT endpoint, target, payload, code, key_id AS "keyId" FROM integration_event WHERE id = ${id}::uuid FOR UPDATE`);
    const [stored] = rows;
    if (!stored) return { outcome: "not_found" };
    const { endpoint, target, payload, code, keyId } = stored;
    if (code === null || keyId === null || payload === null || !(endpoint in ENDPOINTS))
      return { outcome: "not_replayable" };
    // Sent twice it would become a duplicate attempt that nobody made. Whoever clicks at the same moment waits above.
    const { rowCount: done } = await tx.query(
      sql`SELECT FROM integration_event WHERE replay_of = ${id}::uuid AND outcome = 'done'`,
    );
    if (done) return { outcome: "already_done" };
    const key = await findLiveKey(tx, keyId);
    if (!key) return { outcome: "key_ended" };
    const since = performance.now();
    const answer = await runEndpoint(tx, endpoint as EndpointName, { key, payload, target });
    const replay = await logRequest(tx, {
      ...{
        keyId,
        endpoint,
        target,
        writes: true,
        payload,
        status: answer.status,
        outcome: answer.outcome,
        answer: answer.body,
      },
      code: answer.outcome === "done" ? null : String(answer.body.code),
      trace: answer.trace ?? {},
      idempotencyKey: null,
      replay: { of: id, by: userId },
      durationUs: Math.round((performance.now() - since) * 1000),
    });
    return { outcome: "replayed", id: replay, answer };
  });
}

type Asked = { key: Pick<ApiKeyInUse, "id" | "campaign">; payload: unknown; target: string | null };
type FromConsole = { endpoint: EndpointName; keyId: string; payload: unknown; target: string | null };

/**
 * A request of the test console, for a key that works; null where it does not. As a dry run it is decided by the very
 * code that would record it, and nothing is kept; otherwise it is recorded and logged like any other.
 * @param userId who sends it, for the log
 */
export async function sendFromConsole(
  db: Db,
  userId: string,
  { endpoint, keyId, payload, target }: FromConsole,
  { isDryRun }: { isDryRun: boolean },
): Promise<ApiAnswer | null> {
  const key = await findLiveKey(db, keyId);
  if (!key) return null;
  if (isDryRun) return inDryRun(db, (tx) => runEndpoint(tx, endpoint, { key, payload, target }));
  return inTransaction(db, async (tx) => {
    const since = performance.now();
    const answer = await runEndpoint(tx, endpoint, { key, payload, target });
    await logRequest(tx, {
      ...{
        keyId,
        endpoint,
        target,
        writes: true,
        payload,
        status: answer.status,
        outcome: answer.outcome,
        answer: answer.body,
      },
      code: answer.outcome === "done" ? null : String(answer.body.code),
      trace: { ...answer.trace, sentBy: userId },
      ...{ idempotencyKey: null, replay: null, durationUs: Math.round((performance.now() - since) * 1000) },
    });
    return answer;
  });
}

async function runEndpoint(
  tx: Transaction,
  endpoint: EndpointName,
  { key, payload, target }: Asked,
): Promise<ApiAnswer> {
  const prepared = ENDPOINTS[endpoint].prepare(payload);
  if ("input" in prepared) {
    const given = { tx, key, actor: { actorId: key.id, source: "api" }, id: target ?? "" } as const;
    const [answer] = await ENDPOINTS[endpoint].run([prepared], given);
    return answer!;
  }
  const { field, message } = prepared;
  return { status: 400, outcome: "refused", body: { code: "invalid", message, ...(field ? { field } : {}) } };
}

/** A key that works, as an endpoint knows it; null where there is none. */
export async function findLiveKey(db: Db, id: string): Promise<Pick<ApiKeyInUse, "id" | "campaign"> | null> {
  const { rows } = await db.query<Pick<ApiKeyInUse, "id" | "campaign">>(sql`
    SELECT api_key.id,
      CASE WHEN campaign.id IS NOT NULL THEN json_build_object('id', campaign.id, 'uid', uid) END AS campaign
    FROM api_key LEFT JOIN campaign ON campaign.id = campaign_id
    WHERE api_key.id = ${id}::uuid AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`);
  return rows[0] ?? null;
}
