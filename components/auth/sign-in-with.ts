import { signIn } from "next-auth/react";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";

const REFUSALS: Record<string, string> = {
  throttled: "Too many attempts. Wait 15 minutes, then try again.",
  refused: "This e-mail and password do not match. Check both, or ask an admin for a new link.",
};

/** Signs in through next-auth. */
export async function signInWith(email: string, password: string): Promise<ActionResult<null>> {
  try {
    const result = await signIn("credentials", { redirect: false, email, password });
    if (result?.ok) return succeed(null);
    const code = result?.error ?? "";
    return refuse(
      code,
      REFUSALS[code] ?? "Signing in failed on the server. Try again; if it goes on, ask your operator.",
    );
  } catch {
    return refuse("unreachable", "Attaché could not be reached. Check your connection, then try again.");
  }
}
