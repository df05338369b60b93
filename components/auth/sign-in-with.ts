import { signIn } from "next-auth/react";

const REFUSALS: Record<string, string> = {
  throttled: "Too many attempts. Wait 15 minutes, then try again.",
  refused: "This e-mail and password do not match. Check both, or ask an admin for a new link.",
};

/** Signs in; answers null when that worked, and a sentence otherwise. */
export async function signInWith(email: string, password: string): Promise<string | null> {
  try {
    const result = await signIn("credentials", { redirect: false, email, password });
    if (result?.ok) return null;
    return (
      REFUSALS[result?.error ?? ""] ?? "Signing in failed on the server. Try again; if it goes on, ask your operator."
    );
  } catch {
    return "Attaché could not be reached. Check your connection, then try again.";
  }
}
