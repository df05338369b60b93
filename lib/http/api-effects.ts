import "server-only";
import type { ApiKeyInUse } from "@/lib/api-keys/schema";
import { isOutage } from "@/lib/db/errors";
import { getApiPool } from "@/lib/db/pool";
import { EndUnknown, inTransaction, type Transaction } from "@/lib/db/transaction";
import { ENDPOINTS, type EndpointName } from "@/lib/integrations/endpoints/all";
import type { Prepared } from "@/lib/integrations/endpoints/endpoint";
import { type Claim, claim, keepAnswers, type Request } from "@/lib/integrations/idempotency";
import { type LoggedRequest, logRequests } from "@/lib/integrations/log";
import type { ApiAnswer } from "@/lib/integrations/schema";
import { refusal } from "./api-answer";
import { gathering } from "./gathering";

/** What is known of a request so far, for the log. */
export type Seen = {
  endpoint: string;
  target: string | null;
  writes: boolean;
  keyId: string | null;
  payload: unknown;
  /** The beginning of a body that could not be read. */
  unread: string | null;
  idempotencyKey: string | null;
  since: number;
};

/** A request that was let in and understood, and is to take effect; `asked` is null where it has no Idempotency-Key. */
export type Write = {
  endpoint: EndpointName;
  key: ApiKeyInUse;
  id: string;
  prepared: Prepared;
  asked: Request | null;
  seen: Seen;
};

/** So many are run together at most: few enough for statements that are planned once (`preparedForFew`). */
const MOST = 20;
/** So many groups of a key are on their way at most: the connections are there for the others, too. */
const AT_ONCE = 4;

const together = gathering<Write, ApiAnswer>({
  laneOf: ({ endpoint, key }) => `${endpoint} ${key.id}`,
  apartBy: ({ asked }) => asked?.idempotencyKey ?? null,
  runGroup: runInTransaction,
  isAgain: (error) => !(error instanceof EndUnknown) && !isOutage(error),
  ...{ most: MOST, atOnce: AT_ONCE },
});

/**
 * Lets a request take effect: in one transaction with its Idempotency-Key, the answer that is kept for it, and its entry
 * in the integration log. A refusal that the endpoint answers is an answer like any other: it is kept and repeated.
 *
 * Requests of one API key that come at the same time share a transaction where the endpoint allows it
 * (docs/decisions/0026).
 */
export async function takeEffect(write: Write): Promise<ApiAnswer> {
  if (ENDPOINTS[write.endpoint].isGathered) return together(write);
  const [answer] = await runInTransaction([write]);
  return answer!;
}

/** The requests are of one endpoint and one API key, and none of them has another one's Idempotency-Key. */
async function runInTransaction(writes: Write[]): Promise<ApiAnswer[]> {
  return inTransaction(getApiPool(), async (tx) => {
    const claims = await claimEach(tx, writes);
    const fresh = writes.filter((_write, place) => claims[place]!.outcome === "claimed");
    const made = await runFresh(tx, fresh);
    const answers = claims.map((one) => (one.outcome === "claimed" ? made.shift()! : answerTo(one)));
    await logRequests(
      tx,
      writes.map(({ seen }, place) => loggedRequest(seen, answers[place]!)),
    );
    return answers;
  });
}

/** A claim for each; what has no Idempotency-Key is always new. */
async function claimEach(tx: Transaction, writes: Write[]): Promise<Claim[]> {
  const claims = await claim(
    tx,
    writes.flatMap(({ asked }) => asked ?? []),
  );
  return writes.map(({ asked }) => (asked ? claims.shift()! : { outcome: "claimed" }));
}

/** Runs what is new and keeps its answers: the very bytes. */
async function runFresh(tx: Transaction, writes: Write[]): Promise<ApiAnswer[]> {
  const [first] = writes;
  if (!first) return [];
  const { endpoint, key, id } = first;
  const answers = await ENDPOINTS[endpoint].run(
    writes.map(({ prepared }) => prepared),
    { tx, key, actor: { actorId: key.id, source: "api" }, id },
  );
  const made = answers.map((answer) => ({ ...answer, text: JSON.stringify(answer.body) }));
  const kept = writes.flatMap(({ asked }, place) => {
    const { status, text } = made[place]!;
    return asked ? { ...asked, status, body: text } : [];
  });
  await keepAnswers(tx, kept);
  return made;
}

/** The first answer once more, byte for byte; 200 says that nothing new came of it. */
function answerTo(claimed: Exclude<Claim, { outcome: "claimed" }>): ApiAnswer {
  if (claimed.outcome === "conflict") return refusal("idempotency_conflict");
  const { status, body } = claimed.answer;
  return {
    ...{ status: status < 400 ? 200 : status, body: JSON.parse(body), text: body, outcome: "repeated" },
    headers: { "idempotency-replayed": "true" },
  };
}

/** The request with its answer, as the log takes it. */
export function loggedRequest(
  { since, unread, ...seen }: Seen,
  { status, outcome, body, trace = {} }: ApiAnswer,
): LoggedRequest {
  const isRefused = outcome !== "done" && outcome !== "repeated";
  return {
    ...{ ...seen, status, outcome, answer: body, replay: null },
    trace: unread === null ? trace : { ...trace, unread },
    code: isRefused ? String(body.code) : null,
    durationUs: Math.round((performance.now() - since) * 1000),
  };
}
