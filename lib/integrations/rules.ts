/** Whether a request can be sent again from the log: it was refused, and is known well enough to be run once more. */
export function isReplayable({
  code,
  key,
  payload,
  replays,
}: {
  code: string | null;
  key: unknown;
  payload: unknown;
  replays: { outcome: string }[];
}): boolean {
  return code !== null && key !== null && payload !== null && replays.every(({ outcome }) => outcome !== "done");
}
