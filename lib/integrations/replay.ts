import "server-only";
import sql from "sql-template-tag";
import type { ApiKeyInUse } from "@/lib/api-keys/schema";
import { scopeMissing } from "@/lib/api-keys/wording";
import type { Db } from "@/lib/db/pool";
import { inDryRun, inTransaction, type Transaction } from "@/lib/db/transaction";
import { ENDPOINTS, type EndpointName, isEndpoint } from "./endpoints/all";
import { logRequest } from "./log";
import type { ApiAnswer } from "./schema";

export type ReplayOutcome =
  | { outcome: "replayed"; id: string; answer: ApiAnswer }
  | { outcome: "not_found" | "not_replayable" | "already_done" | "key_ended" };

type Stored = {
  root: string;
  endpoint: string;
  target: string | null;
  payload: unknown;
  code: string | null;
  keyId: string | null;
};

/**
 * Sends a refused request once more as it was, after its cause is mended: by the same endpoint, for the same key, as if
 * it came now. The log keeps all of them, and who did it; each refers to the one that the program sent. What was recorded
 * since, by such a replay or because the program has tried again under its Idempotency-Key, is not sent again: it would
 * become a duplicate attempt that nobody made. A key that was revoked is not used any more.
 */
export async function replayRequest(db: Db, userId: string, id: string): Promise<ReplayOutcome> {
  return inTransaction(db, async (tx) => {
    const stored = await lockWithReplays(tx, id);
    if (!stored) return { outcome: "not_found" };
    const { root, endpoint, target, payload, code, keyId } = stored;
    if (code === null || keyId === null || payload === null || !isEndpoint(endpoint)) {
      return { outcome: "not_replayable" };
    }
    if (await isRecordedSince(tx, stored)) return { outcome: "already_done" };
    const key = await findLiveKey(tx, keyId);
    if (!key) return { outcome: "key_ended" };
    const replay = { of: root, by: userId };
    const { answer, id: made } = await runAndLog(tx, { endpoint, key, payload, target }, { replay });
    return { outcome: "replayed", id: made, answer };
  });
}

/** The request with this id. Whoever sends it or one of its replays again at the same moment waits here. */
async function lockWithReplays(tx: Transaction, id: string): Promise<Stored | undefined> {
  const { rows } = await tx.query<Stored & { id: string }>(sql`
    SELECT id, coalesce(replay_of, id) AS root, endpoint, target, payload, code, key_id AS "keyId"
    FROM integration_event
    WHERE id = ${id}::uuid
      OR id = (SELECT replay_of FROM integration_event WHERE id = ${id}::uuid)
      OR replay_of = (SELECT coalesce(replay_of, id) FROM integration_event WHERE id = ${id}::uuid)
    ORDER BY integration_event.id FOR UPDATE`);
  return rows.find((row) => row.id === id.toLowerCase());
}

/** By a replay, or by the program itself; what came under the Idempotency-Key of another request was not this one. */
async function isRecordedSince(tx: Transaction, { root, keyId, code }: Stored): Promise<boolean> {
  const { rows } = await tx.query(sql`
    SELECT FROM integration_event WHERE replay_of = ${root}::uuid AND code IS NULL
    UNION ALL
    SELECT FROM integration_event first JOIN api_answer USING (idempotency_key)
    WHERE first.id = ${root}::uuid AND api_answer.key_id = ${keyId}::uuid AND api_answer.status < 400
      AND ${code} <> 'idempotency_conflict'`);
  return rows.length > 0;
}

type KeyForRun = Pick<ApiKeyInUse, "id" | "campaign" | "scopes">;
type Asked = { endpoint: EndpointName; key: KeyForRun; payload: unknown; target: string | null };
type FromConsole = { endpoint: EndpointName; keyId: string; payload: unknown; target: string | null };

/**
 * A request of the test console, for a key that works; null where it does not. As a dry run it is decided by the very
 * code that would record it, and nothing is kept; otherwise it is recorded and logged like any other.
 * @param userId who sends it, for the log
 */
export async function sendFromConsole(
  db: Db,
  userId: string,
  { keyId, ...asked }: FromConsole,
  { isDryRun }: { isDryRun: boolean },
): Promise<ApiAnswer | null> {
  const key = await findLiveKey(db, keyId);
  if (!key) return null;
  if (isDryRun) return inDryRun(db, (tx) => runEndpoint(tx, { ...asked, key }));
  const { answer } = await inTransaction(db, (tx) => runAndLog(tx, { ...asked, key }, { sentBy: userId }));
  return answer;
}

type SentBy = { replay?: { of: string; by: string }; sentBy?: string };

/** Runs a request that did not come from its program, and logs it: answers what the log calls it, too. */
async function runAndLog(tx: Transaction, asked: Asked, { replay, sentBy }: SentBy) {
  const since = performance.now();
  const answer = await runEndpoint(tx, asked);
  const { endpoint, key, payload, target } = asked;
  const { status, outcome, body, trace } = answer;
  const id = await logRequest(tx, {
    ...{ keyId: key.id, endpoint, target, writes: true, payload, status, outcome, answer: body },
    code: outcome === "done" || outcome === "repeated" ? null : String(body.code),
    trace: { ...trace, ...(sentBy && { sentBy }) },
    ...{ idempotencyKey: null, replay: replay ?? null },
    durationUs: Math.round((performance.now() - since) * 1000),
  });
  return { answer, id };
}

/** What the endpoint answers to this key: it is let do here what it may do when its program asks. */
async function runEndpoint(tx: Transaction, { endpoint, key, payload, target }: Asked): Promise<ApiAnswer> {
  const { scope, prepare, run } = ENDPOINTS[endpoint];
  if (!key.scopes.includes(scope)) {
    return { status: 403, outcome: "refused", body: { code: "scope_missing", message: scopeMissing(scope) } };
  }
  const prepared = prepare(payload);
  if ("input" in prepared) {
    const given = { tx, key, actor: { actorId: key.id, source: "api" }, id: target ?? "" } as const;
    const [answer] = await run([prepared], given);
    return answer!;
  }
  const { field, message } = prepared;
  return { status: 400, outcome: "refused", body: { code: "invalid", message, ...(field ? { field } : {}) } };
}

/** A key that works, as an endpoint knows it; null where there is none. */
export async function findLiveKey(db: Db, id: string): Promise<KeyForRun | null> {
  const { rows } = await db.query<KeyForRun>(sql`
    SELECT api_key.id, scopes,
      CASE WHEN campaign.id IS NOT NULL THEN json_build_object('id', campaign.id, 'uid', uid) END AS campaign
    FROM api_key LEFT JOIN campaign ON campaign.id = campaign_id
    WHERE api_key.id = ${id}::uuid AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`);
  return rows[0] ?? null;
}
