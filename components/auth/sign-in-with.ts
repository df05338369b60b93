import { signIn } from "next-auth/react";
import type { ActionResult } from "@/lib/http/result";

const REFUSALS: Record<string, string> = {
  throttled: "Too many attempts. Wait 15 minutes, then try again.",
  refused: "This e-mail and password do not match. Check both, or ask an admin for a new link.",
};

const FAILED = "Signing in failed on the server. Try again; if it goes on, ask your operator.";
const UNREACHABLE = "Attaché could not be reached. Check your connection, then try again.";

/** Signs in through next-auth; answers as a server action would. */
export async function signInWith(email: string, password: string): Promise<ActionResult<null>> {
  try {
    const result = await signIn("credentials", { redirect: false, email, password });
    if (result?.ok) return { ok: true, data: null };
    const code = result?.error ?? "failed";
    return { ok: false, error: { code, message: REFUSALS[code] ?? FAILED } };
  } catch {
    return { ok: false, error: { code: "unreachable", message: UNREACHABLE } };
  }
}
