const UNREACHABLE = "Attaché could not be reached. Check your connection, then try again.";
const FAILED = "Attaché could not answer this. Try again; if it happens again, its log says why.";

/** A failed read, in a sentence that can be shown. `status` is 0 where there was no answer at all. */
export class ReadError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/**
 * Reads JSON from one of Attaché's own GET routes.
 * @throws ReadError with a sentence for people, or the signal's own AbortError
 */
export async function fetchJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, { signal, headers: { accept: "application/json" } });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ReadError(UNREACHABLE, 0);
  }
  if (response.ok) return response.json();
  const refusal = await response.json().catch(() => null);
  const message = response.status < 500 && typeof refusal?.message === "string" ? refusal.message : FAILED;
  throw new ReadError(message, response.status);
}
