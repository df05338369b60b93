import "server-only";
import { headers } from "next/headers";

/**
 * Whether the present request was sent by a page of ours: its Origin is the host it was sent to, or ATTACHE_URL's.
 * A request without an Origin is not (browsers send one with every POST; Next lets one without it through).
 */
export async function isOwnOrigin(): Promise<boolean> {
  return isOwnOriginIn(await headers());
}

/** The same of any request, by its headers. */
export function isOwnOriginIn(sent: Pick<Headers, "get">): boolean {
  const origin = hostOf(sent.get("origin"));
  if (!origin) return false;
  return origin === sent.get("host") || origin === hostOf(process.env.ATTACHE_URL ?? null);
}

function hostOf(url: string | null): string | null {
  try {
    return url ? new URL(url).host : null;
  } catch {
    return null;
  }
}
