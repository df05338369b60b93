import "server-only";

/** What a cell looks like. Looks only: whether a value is taken is decided where it is resolved. */

const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,190}\.[^\s@.,;<>"]{1,63}$/;
const NUMBER = /^[-+]?[\d.,' \u00A0]*\d%?$/;
const DATE =
  /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ][\d:.,]+ ?([AP]M|Z|[-+]\d\d:?\d\d)?)?$/i;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}(:?\d{2})?)?)?$/i;
const STATUS = /^(in)?active$/i;

export function looksLikeEmail(cell: string): boolean {
  return EMAIL.test(cell);
}

export function looksLikeStatus(cell: string): boolean {
  return STATUS.test(cell);
}

/** An ISO 8601 date, with or without a time; days that no month has are none. */
export function looksLikeInstant(cell: string): boolean {
  if (!ISO_DATE.test(cell)) return false;
  const day = new Date(`${cell.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(cell.slice(0, 10));
}

/** A value that no column is named by: an e-mail address, nothing but a number, nothing but a date in any order. */
export function looksLikeData(cell: string): boolean {
  return looksLikeEmail(cell) || NUMBER.test(cell) || DATE.test(cell);
}
