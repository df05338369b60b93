import type { ReactNode } from "react";
import { Shell } from "@/components/app-shell/shell";
import { TimeZoneProvider } from "@/components/ui/time-zone";
import { requireUser } from "@/lib/auth/session";
import { viewerTimeZone } from "@/lib/auth/time-zone";

/** The frame of every page. It authorises nothing for them: each page does that itself. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const user = await requireUser();
  return (
    <TimeZoneProvider timeZone={await viewerTimeZone(user)} followsBrowser={user.timeZone === null}>
      <Shell user={{ name: user.name, email: user.email, role: user.role }}>{children}</Shell>
    </TimeZoneProvider>
  );
}
