"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect } from "react";

const TimeZone = createContext("UTC");

/** The zone in which dates are shown. */
export function useTimeZone(): string {
  return useContext(TimeZone);
}

type Props = {
  /** The zone the server rendered in. */
  timeZone: string;
  /** Whether it is the browser's zone that counts, which the server learns from a cookie. */
  followsBrowser: boolean;
  children: ReactNode;
};

/**
 * Gives the zone to everything below, the same on server and client. When the browser's zone counts and the server did
 * not know it (a first visit, a journey), tells it and asks for the page again.
 */
export function TimeZoneProvider({ timeZone, followsBrowser, children }: Props) {
  const router = useRouter();
  useEffect(() => {
    if (!followsBrowser) return;
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || own === timeZone) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
    document.cookie = `attache-time-zone=${encodeURIComponent(own)}; path=/; max-age=31536000; samesite=lax`;
    router.refresh();
  }, [followsBrowser, timeZone, router]);
  return <TimeZone value={timeZone}>{children}</TimeZone>;
}
