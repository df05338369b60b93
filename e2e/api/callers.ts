import type { APIRequestContext, APIResponse, PlaywrightWorkerArgs } from "@playwright/test";
import type pg from "pg";
import { expect } from "../fixtures";
import { PASSWORD, type Person, type World } from "../world";

export const CALLERS = ["nobody", "marketer", "admin"] as const;
export type Caller = (typeof CALLERS)[number];
export type Callers = Record<Caller, { person: Person; http: APIRequestContext }>;

const NOBODY: Person = { id: "", name: "Nobody", email: "" };

/** Somebody without a session, a marketer and an admin, who speak HTTP without a browser. */
export async function makeCallers(
  playwright: PlaywrightWorkerArgs["playwright"],
  { world, baseURL }: { world: World; baseURL: string },
): Promise<Callers> {
  const connect = async (person: Person) => {
    const http = await playwright.request.newContext({ baseURL, maxRedirects: 0 });
    if (person !== NOBODY) await signInByHttp(http, person.email);
    return { person, http };
  };
  return {
    nobody: await connect(NOBODY),
    marketer: await connect(await world.user("Mick", "marketer")),
    admin: await connect(await world.user("Abby", "admin")),
  };
}

/** Signs in as the form of the sign-in page does. */
async function signInByHttp(http: APIRequestContext, email: string): Promise<void> {
  const { csrfToken } = await (await http.get("/api/auth/csrf")).json();
  const form = { csrfToken, email, password: PASSWORD, json: "true" };
  expect((await http.post("/api/auth/callback/credentials", { form })).status()).toBe(200);
}

type Call = { page: string; id: string; input: object; origin: string | null };

/** Calls a server action as Next's own client does. */
export function callAction(http: APIRequestContext, { page, id, input, origin }: Call): Promise<APIResponse> {
  return http.post(page, {
    headers: {
      "next-action": id,
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      ...(origin && { origin }),
    },
    data: JSON.stringify([input]),
  });
}

/** Calls a server action as a form without JavaScript does. */
export function callActionByForm(http: APIRequestContext, { page, id, origin }: Omit<Call, "input">) {
  return http.post(page, { headers: origin ? { origin } : {}, multipart: { [`$ACTION_ID_${id}`]: "" } });
}

/** All that is in the database, as one value: two are equal when nothing was written in between. */
export async function fingerprint(db: pg.Pool): Promise<string> {
  const { rows: tables } = await db.query<{ name: string }>(
    "SELECT quote_ident(relname) AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1",
  );
  // When somebody was last seen is no consequence of what they asked for.
  const parts = tables.map(
    ({ name }) =>
      `SELECT '${name}' AS name, md5(coalesce(string_agg(row, '' ORDER BY row), '')) AS hash
       FROM (SELECT (to_jsonb(${name}) - 'seen_at')::text AS row FROM ${name}) AS content`,
  );
  const { rows } = await db.query(parts.join(" UNION ALL "));
  return JSON.stringify(rows);
}
