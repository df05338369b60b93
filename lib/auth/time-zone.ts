import "server-only";
import { cookies } from "next/headers";
import type { CurrentUser } from "./session";

/** Where the browser tells its own zone (components/ui/time-zone.tsx writes it). */
export const TIME_ZONE_COOKIE = "attache-time-zone";

/** The zone in which a user's days begin and dates are shown: their choice, else their browser's, else UTC. */
export async function viewerTimeZone(user: Pick<CurrentUser, "timeZone">): Promise<string> {
  const zone = user.timeZone ?? decodeURIComponent((await cookies()).get(TIME_ZONE_COOKIE)?.value ?? "");
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone || "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
