import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

/** "24 Nov 2026, 14:05": by dayjs and not by Intl, whose words differ between Node and browsers. */
export function formatInstant(iso: string, timeZone: string): string {
  return dayjs(iso).tz(timeZone).format("D MMM YYYY, HH:mm");
}

/** "24 Nov 2026". */
export function formatDay(iso: string, timeZone: string): string {
  return dayjs(iso).tz(timeZone).format("D MMM YYYY");
}

/** To the millisecond, with the zone and its offset: "24 Nov 2026, 14:05:33.120 Europe/Berlin (+01:00)". */
export function formatExact(iso: string, timeZone: string): string {
  const at = dayjs(iso).tz(timeZone);
  return `${at.format("D MMM YYYY, HH:mm:ss.SSS")} ${timeZone} (${at.format("Z")})`;
}
