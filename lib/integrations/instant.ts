import "server-only";

/** The forms that imports read as well (`cell_instant`): a date alone, or with a time, and a zone where it is known. */
const ISO_8601 =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?)?$/i;

/**
 * The instant that a text of ISO 8601 names, to the millisecond; null where it names none. A date alone is its first
 * moment, and a time without a zone is UTC, wherever the server stands.
 */
export function readInstant(text: string): Date | null {
  const [, date, time = "00:00", seconds = "00", fraction = "0", zone = "Z"] = ISO_8601.exec(text) ?? [];
  if (!date || !isDay(date)) return null;
  const instant = new Date(`${date}T${time}:${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}${inFull(zone)}`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** Whether there is such a day: the 30th of February would become the 2nd of March. */
function isDay(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
}

/** `Z`, or a zone with minutes behind a colon: `+01` and `+0100` are `+01:00`. */
function inFull(zone: string): string {
  const [, hours, minutes = "00"] = /^([+-]\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return hours ? `${hours}:${minutes}` : "Z";
}
