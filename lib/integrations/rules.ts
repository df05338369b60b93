import "server-only";
import { isEndpoint } from "./endpoints/all";

/**
 * Whether a request can be sent again from the log: it was to write, was refused, and is known
 * well enough to be run once more.
 */
export function isReplayable({
  endpoint,
  code,
  key,
  payload,
  replays,
}: {
  endpoint: string;
  code: string | null;
  key: unknown;
  payload: unknown;
  replays: { isDone: boolean }[];
}): boolean {
  const isKnown = key !== null && payload !== null && isEndpoint(endpoint);
  return code !== null && isKnown && !replays.some(({ isDone }) => isDone);
}
