import sql from "sql-template-tag";
import { expect } from "vitest";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses, guarantees } = useTruths();
const NOTHING = "00000000-0000-7000-8000-00000000dead";
const KEY = "00000000-0000-7000-8000-0000000000a1";
const OTHER = "00000000-0000-7000-8000-0000000000a2";

type Values = Partial<{
  id: string;
  integration: string;
  secret: string;
  scopes: string[];
  campaign: string;
  by: string;
  rate: number;
}>;

const insertActor = (id: string) => sql`INSERT INTO actor (id, kind, name) VALUES (${id}, 'api_key', 'HubSpot')`;

/** A valid key, but for `values`. */
const insertKey = ({ actor }: World, values: Values = {}) => sql`
  INSERT INTO api_key (id, integration, secret_hash, hint, scopes, campaign_id, created_by, requests_per_second)
  VALUES (${values.id ?? KEY}, ${values.integration ?? "hubspot"}, ${values.secret ?? "hash"}, 'attache_abcd',
    ${values.scopes ?? ["read"]}, ${values.campaign ?? null}, ${values.by ?? actor.actorId}, ${values.rate ?? 100})`;
const aKey = (world: World, values: Values = {}) => [insertActor(values.id ?? KEY), insertKey(world, values)];

refuses("api_key__pk", { "an actor has one key": (world) => [...aKey(world), insertKey(world, { secret: "other" })] });
refuses("api_key__secret_unique", {
  "two keys never share a secret": (world) => [...aKey(world), ...aKey(world, { id: OTHER })],
});
refuses("api_key__actor", { "a key acts as an actor": (world) => insertKey(world) });
refuses("api_key__campaign", { "a key's campaign exists": (world) => aKey(world, { campaign: NOTHING }) });
refuses("api_key__creator", { "somebody made a key": (world) => aKey(world, { by: NOTHING }) });
refuses("api_key__integration_known", {
  "a key is for a known kind of program": (world) => aKey(world, { integration: "fax" }),
});
refuses("api_key__scopes_known", {
  "a key may do something": (world) => aKey(world, { scopes: [] }),
  "a key may do nothing unheard of": (world) => aKey(world, { scopes: ["read", "everything"] }),
});
refuses("api_key__rate_positive", { "a key may send at least one request": (world) => aKey(world, { rate: 0 }) });
refuses("api_key__kept", { "a key is revoked, never deleted": (world) => [...aKey(world), sql`DELETE FROM api_key`] });
refuses("api_key__not_rekeyed", {
  "a key keeps its secret": (world) => [...aKey(world), sql`UPDATE api_key SET secret_hash = 'other'`],
  "a key is never allowed more later": (world) => [...aKey(world), sql`UPDATE api_key SET scopes = '{read}'`],
});

const use = sql`INSERT INTO api_key_use VALUES (${KEY}, 1, now())`;
refuses("api_key_use__pk", { "a key has one measure": (world) => [...aKey(world), use, use] });
refuses("api_key_use__key", { "what is measured is a key": () => use });

const refusal = sql`INSERT INTO api_key_refusal VALUES (${KEY}, now())`;
refuses("api_key_refusal__pk", { "a key's refusals have one measure": (world) => [...aKey(world), refusal, refusal] });
refuses("api_key_refusal__key", { "what is refused is a key's": () => refusal });

const answer = (key: string) => sql`
  INSERT INTO api_answer (key_id, idempotency_key, request_hash) VALUES (${KEY}, ${key}, 'hash')`;
refuses("api_answer__pk", {
  "one answer for an Idempotency-Key": (world) => [...aKey(world), answer("a"), answer("a")],
});
refuses("api_answer__key", { "an answer was given to a key": () => answer("a") });
refuses("api_answer__short", {
  "an Idempotency-Key says something": (world) => [...aKey(world), answer("")],
  "an Idempotency-Key is short": (world) => [...aKey(world), answer("x".repeat(256))],
});

type Request = Partial<{ id: string; key: string; outcome: string; code: string | null }>;
const request = (values: Request = {}) => sql`
  INSERT INTO integration_event (id, key_id, endpoint, status, outcome, code, answer, duration_us)
  VALUES (${values.id ?? OTHER}, ${values.key ?? null}, 'record', 201, ${values.outcome ?? "done"}, ${values.code ?? null}, '{}', 1)`;
refuses("integration_event__pk", { "two requests never share an id": () => [request(), request()] });
refuses("integration_event__key", { "a request names a key there is": () => request({ key: NOTHING }) });
refuses("integration_event__replayed", {
  "whoever replays is a user": () => sql`
    INSERT INTO integration_event (endpoint, status, outcome, answer, duration_us, replay_of, replayed_by)
    VALUES ('record', 201, 'done', '{}', 1, ${OTHER}, ${NOTHING})`,
});
refuses("integration_event__replayed_by_somebody", {
  "a replay names who asked for it": () => sql`
    INSERT INTO integration_event (endpoint, status, outcome, answer, duration_us, replay_of)
    VALUES ('record', 201, 'done', '{}', 1, ${OTHER})`,
});
refuses("integration_event__outcome_known", {
  "a request ends in a known way": () => request({ outcome: "lost", code: "x" }),
});
refuses("integration_event__code_when_not_done", {
  "a refusal says why": () => request({ outcome: "refused" }),
  "what was done was not refused": () => request({ code: "unknown_code" }),
});

const about = sql`INSERT INTO integration_event_record (record_id, event_id) VALUES (${NOTHING}, ${OTHER})`;
refuses("integration_event_record__pk", {
  "a request is about a record once": () => [request(), about, about],
});
refuses("integration_event_record__has_event", { "what was about a record was a request": () => about });
refuses("integration_event_record__unchanged", {
  "what a request was about does not change": () => [
    request(),
    about,
    sql`UPDATE integration_event_record SET event_id = ${NOTHING}`,
  ],
});
refuses("integration_event__not_rekeyed", {
  "a request keeps its id": () => [request(), sql`UPDATE integration_event SET id = ${NOTHING}`],
  "the requests are never emptied at once": () => sql`TRUNCATE integration_event`,
});
guarantees("integration_event__takes_records_along", "what a request was about goes with it", async (tx) => {
  for (const step of [request(), about, sql`DELETE FROM integration_event`]) await tx.query(step);
  const { rowCount } = await tx.query(sql`SELECT FROM integration_event_record`);
  expect(rowCount).toBe(0);
});
