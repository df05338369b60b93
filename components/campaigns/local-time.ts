import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);
dayjs.extend(timezone);

/** An instant as a field for date and time shows it in a zone: "2027-05-01T09:30"; "" for none. */
export function toLocalTime(iso: string | null, timeZone: string): string {
  return iso ? dayjs(iso).tz(timeZone).format("YYYY-MM-DDTHH:mm") : "";
}

/** What was typed into such a field, as an instant in UTC; null for nothing. */
export function fromLocalTime(text: string, timeZone: string): string | null {
  return text ? dayjs.tz(text, timeZone).toISOString() : null;
}
