import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { examplesOf } from "./examples";

const ADDRESS = "https://attache.test/api/v1/orders/1?status=placed&size=25";
const KEY = "attache_key";

/** What a shell would give to curl. */
function givenToCurl(example: string): string[] {
  const script = `curl() { printf '%s\\n' "$@"; }\n${example}`;
  const printed = execFileSync("sh", ["-c", script], { env: { ...process.env, ATTACHE_KEY: KEY }, encoding: "utf8" });
  return printed.trimEnd().split("\n");
}

/** What the example sends. */
async function givenToFetch(example: string): Promise<[string, RequestInit]> {
  let given: [string, RequestInit] | undefined;
  const fetch = async (...args: [string, RequestInit]) => {
    given = args;
    return { json: async () => ({}) };
  };
  const AsyncFunction = (async () => {}).constructor as typeof Function;
  const run = new AsyncFunction("fetch", "process", example);
  await run(fetch, { env: { ATTACHE_KEY: KEY } });
  return given!;
}

test("an example that reads runs, in a shell and in JavaScript: it names the key and sends nothing", async () => {
  const { curl, JavaScript, PHP } = examplesOf("GET", ADDRESS, null);
  expect(givenToCurl(curl)).toEqual([ADDRESS, "-H", `Authorization: Bearer ${KEY}`]);
  expect(await givenToFetch(JavaScript)).toEqual([ADDRESS, { headers: { authorization: `Bearer ${KEY}` } }]);
  expect(PHP).toContain(`curl_init('${ADDRESS}')`);
  expect(PHP).not.toContain("CURLOPT_POSTFIELDS");
});

test("an example that writes runs, whatever its body has in it", async () => {
  const body = { reason: "It's Ben's: “$HOME” `x`" };
  const { curl, JavaScript } = examplesOf("PATCH", ADDRESS, body);
  const sent = givenToCurl(curl);
  expect(sent.slice(0, 3)).toEqual(["-X", "PATCH", ADDRESS]);
  expect(JSON.parse(sent.at(-1)!)).toEqual(body);
  const [address, request] = await givenToFetch(JavaScript);
  expect([address, request.method, JSON.parse(String(request.body))]).toEqual([ADDRESS, "PATCH", body]);
});
