import "server-only";
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The first instant of the day `daysLater` after `text` in `timeZone`; null when `text` is no day of the calendar. */
export function startOfDay(text: string, timeZone: string, daysLater = 0): Date | null {
  const date = new Date(`${text}T00:00:00Z`);
  if (!day.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return null;
  const start = dayjs.utc(date).add(daysLater, "day").format("YYYY-MM-DD");
  try {
    const midnight = dayjs.tz(start, timeZone);
    // Where clocks go back over midnight there are two, of which dayjs knows the second.
    const earlier = midnight.subtract(1, "hour");
    return (earlier.tz(timeZone).format("YYYY-MM-DD") === start ? earlier : midnight).toDate();
  } catch {
    // A zone this machine does not know: its days are taken as UTC days.
    return dayjs.utc(start).toDate();
  }
}

/** The day of an instant in a zone, YYYY-MM-DD. */
export function dayOf(instant: Date, timeZone: string): string {
  try {
    return dayjs(instant).tz(timeZone).format("YYYY-MM-DD");
  } catch {
    return dayjs.utc(instant).format("YYYY-MM-DD");
  }
}

/**
 * The smallest id that can have been made at an instant. Ids are made from the instant of creation, so a bound on the id
 * is a bound on `created_at` that every index serves.
 */
export function firstIdAt(instant: Date): string {
  const milliseconds = Math.max(0, instant.getTime()).toString(16).padStart(12, "0");
  return `${milliseconds.slice(0, 8)}-${milliseconds.slice(8)}-7000-0000-000000000000`;
}
