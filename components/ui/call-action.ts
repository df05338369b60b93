import type { ActionResult } from "@/lib/http/result";

const UNREACHABLE = "Attaché could not be reached, so it is not known whether this was saved. Check, then try again.";
const REFUSED: Record<string, { code: string; message: string }> = {
  "401": { code: "unauthorized", message: "You are not signed in any more. Sign in again to go on." },
  "403": { code: "forbidden", message: "Your role does not allow this. Ask an admin." },
};

/**
 * Calls a server action and answers with its result, whatever happens on the way: a refusal by role or session and a
 * lost connection are results too, so that no caller can forget them.
 */
export async function callAction<I, T>(
  action: (input: I) => Promise<ActionResult<T>>,
  input: I,
): Promise<ActionResult<T>> {
  try {
    return await action(input);
  } catch (error) {
    const digest = String((error as { digest?: unknown }).digest ?? "");
    const status = digest.startsWith("NEXT_HTTP_ERROR_FALLBACK;") ? digest.split(";")[1]! : "";
    return { ok: false, error: REFUSED[status] ?? { code: "unreachable", message: UNREACHABLE } };
  }
}
