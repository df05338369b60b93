/** Load for the benchmarks of the API: what is sent, how long the answers take, and what the program spends on it. */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { processesIn } from "../launcher/processes.mjs";

/** One request, and the status that its answer must have. */
export type Sent = { path: string; body: string; headers: Record<string, string>; status: number };
export type Load = { perSecond: number; p50: number; p99: number; requests: number };

const percentile = (sorted: number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;

/**
 * Sends over so many connections that stay open, each its next request when the one before is answered, for a while.
 * @param next the request to send, or null when there are no more
 */
export async function load(
  url: string,
  { connections, seconds, next }: { connections: number; seconds: number; next: () => Sent | null },
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const sent = next();
        if (!sent) break;
        const since = performance.now();
        const status = await send(agent, url, sent);
        if (status !== sent.status) throw new Error(`${sent.path} answered ${status} in place of ${sent.status}`);
        times.push(performance.now() - since);
      }
    }),
  );
  const elapsed = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
  return { perSecond: times.length / elapsed, p50, p99, requests: times.length };
}

function send(agent: Agent, url: string, { path, body, headers }: Sent): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url + path, {
      ...{ agent, method: "POST" },
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers },
    });
    asked.once("response", (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode!));
    });
    asked.once("error", reject);
    asked.end(body);
  });
}

/** Linux counts the time of processes in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** The seconds of processor time that a process has used, with those of its children that have ended. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}

type Program = { dataFolder: string; processes(): { server: number | null; database: number | null } };

/** The seconds of processor time that the program's server and its database have used so far. */
export function cpuOf({ dataFolder, processes }: Program): { server: number; database: number } {
  const { server } = processes();
  const database = processesIn(join(dataFolder, "postgres"), "postgres").map(cpuSeconds);
  return { server: cpuSeconds(server!), database: database.reduce((sum, one) => sum + one, 0) };
}
