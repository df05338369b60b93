import type { ActionResult } from "@/lib/http/result";
import { tellRefusal } from "./tell-refusal";

type Action<I, T> = (input: I) => Promise<ActionResult<T>>;

const UNREACHABLE = "Attaché could not be reached, so it is not known whether this was saved. Check, then try again.";
const UNAUTHORIZED = {
  code: "unauthorized",
  message:
    "You are not signed in any more, so nothing was changed. Sign in in another tab, then try again here: what you typed stays.",
};
const REFUSED: Record<string, { code: string; message: string }> = {
  "401": UNAUTHORIZED,
  "403": { code: "forbidden", message: "Your role does not allow this. Ask an admin." },
};

/** For so long it is believed that a session that was there is still there. */
const BELIEVED_MS = 30_000;
/** Whoever waits longer for the answer is not kept from what they want to do. */
const ASKING_MS = 5_000;
let believedUntil = 0;

/**
 * Calls a server action of somebody who is signed in and answers with its result, whatever happens on the way: a refusal
 * by role or session and a lost connection are results too, so that no caller can forget them.
 *
 * Where the session has ended the action is not called at all: its 401 would bring the sign-in page, and all that was
 * typed would be gone (docs/decisions/0028). A refusal by role brings the page as that role sees it, often without what
 * asked; hence it is told in passing besides.
 */
export async function callAction<I, T>(action: Action<I, T>, input: I): Promise<ActionResult<T>> {
  if (!(await isSignedIn())) return { ok: false, error: UNAUTHORIZED };
  const result = await callPublicAction(action, input);
  if (!result.ok && result.error.code === "forbidden") tellRefusal(result.error);
  return result;
}

/** The same for the actions of a visitor who holds a one-time link: they need no session. */
export async function callPublicAction<I, T>(action: Action<I, T>, input: I): Promise<ActionResult<T>> {
  try {
    return await action(input);
  } catch (error) {
    const digest = String((error as { digest?: unknown }).digest ?? "");
    const status = digest.startsWith("NEXT_HTTP_ERROR_FALLBACK;") ? digest.split(";")[1]! : "";
    return { ok: false, error: REFUSED[status] ?? { code: "unreachable", message: UNREACHABLE } };
  }
}

/** False only where the server says so: what cannot be found out is left to the action. */
async function isSignedIn(): Promise<boolean> {
  if (Date.now() < believedUntil) return true;
  try {
    const { status } = await fetch("/api/ui/session", { cache: "no-store", signal: AbortSignal.timeout(ASKING_MS) });
    if (status === 204) believedUntil = Date.now() + BELIEVED_MS;
    return status !== 401;
  } catch {
    return true;
  }
}
