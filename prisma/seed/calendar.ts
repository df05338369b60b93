const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const OPENING_HOUR = 7;
const OPEN_HOURS = 13;

/** Turns "so many days before now" into a date. */
export type Calendar = (daysAgo: number) => Date;

/**
 * The calendar of the demo data. Past days are squeezed into 07:00 to 20:00 UTC, because people who deactivate things
 * at three in the morning look odd; today stays as it is, so that nothing lies in the future. What came first still
 * comes first.
 */
export function makeCalendar(now: Date): Calendar {
  const midnightOf = (ms: number) => Math.floor(ms / DAY_MS) * DAY_MS;
  const today = midnightOf(now.getTime());
  return (daysAgo) => {
    const ms = Math.floor(now.getTime() - daysAgo * DAY_MS);
    const midnight = midnightOf(ms);
    if (midnight >= today) return new Date(ms);
    return new Date(midnight + OPENING_HOUR * HOUR_MS + Math.floor(((ms - midnight) * OPEN_HOURS) / 24));
  };
}

/** So many milliseconds, as days. */
export function days(ms: number): number {
  return ms / DAY_MS;
}
