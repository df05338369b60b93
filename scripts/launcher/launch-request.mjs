/** The one conversation between launcher and application: it answers, and what is left to do on a first start. */
import { isIP } from "node:net";
import { Refusal } from "./messages.mjs";
import { until } from "./processes.mjs";

const START_TIMEOUT_MS = 120_000;
/** Demo data goes through the real doors, which takes seconds. Node's fetch itself gives up after five minutes. */
const LAUNCH_TIMEOUT_MS = 4 * 60_000;

/**
 * Waits until the server answers, then tells it that it was started: it creates the first admin or the setup link,
 * and loads the demo data if asked to.
 * @param {{ port: number, host: string, token: string, demo: boolean, isLost: () => boolean }} options
 *   isLost: whether the server has ended meanwhile
 * @returns {Promise<{ setupUrl: string | null, createdAdmin: boolean, demo: "loaded" | "refused" | null,
 *   message: string | null } | null>} message: why the admin or the demo data could not be had; null when the server
 *   has ended
 * @throws {Refusal} when it does not answer, or answers with a failure
 */
export async function announceLaunch({ port, host, token, demo, isLost }) {
  const name = host === "0.0.0.0" ? "127.0.0.1" : host;
  const origin = `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
  let response = null;
  const answered = await until(
    async () => {
      if (isLost()) return true;
      response = await ask(origin, token, demo);
      return response !== null;
    },
    START_TIMEOUT_MS,
    50,
  );
  if (isLost()) return null;
  if (!answered) throw new Refusal(`The server did not answer within ${START_TIMEOUT_MS / 1000} seconds.`);
  if (!response.ok)
    throw new Refusal(`The server answered its own launcher with ${response.status}; its log says why.`);
  return response.json();
}

/** @returns {Promise<Response | null>} null while nobody listens yet */
async function ask(origin, token, demo) {
  try {
    return await fetch(`${origin}/api/launch`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", origin },
      body: JSON.stringify({ demo }),
      signal: AbortSignal.timeout(LAUNCH_TIMEOUT_MS),
    });
  } catch (error) {
    if (error.cause?.code === "ECONNREFUSED" || error.cause?.code === "ECONNRESET") return null;
    throw new Refusal(`The server did not finish its first request: ${error.message}.`);
  }
}
