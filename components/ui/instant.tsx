"use client";

import { formatDay, formatExact, formatInstant } from "./dates";
import { useTimeZone } from "./time-zone";

/** A moment in the viewer's zone, with the exact time on hover. `precision` "day" leaves the time to the hover. */
export function Instant({ at, precision = "minute" }: { at: string; precision?: "day" | "minute" }) {
  const timeZone = useTimeZone();
  return (
    <time dateTime={at} title={formatExact(at, timeZone)}>
      {precision === "day" ? formatDay(at, timeZone) : formatInstant(at, timeZone)}
    </time>
  );
}
