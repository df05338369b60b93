import { expect, test } from "vitest";
import { fromLocalTime, toLocalTime } from "./local-time";

test.each([
  ["2027-07-01T09:30", "Europe/Berlin", "2027-07-01T07:30:00.000Z"],
  ["2027-01-01T00:00", "America/New_York", "2027-01-01T05:00:00.000Z"],
  ["2027-01-01T00:00", "Asia/Kolkata", "2026-12-31T18:30:00.000Z"],
])("%s typed in %s is kept as %s and shown again as typed", (text, timeZone, iso) => {
  expect(fromLocalTime(text, timeZone)).toBe(iso);
  expect(toLocalTime(iso, timeZone)).toBe(text);
});

test("nothing typed is no date", () => {
  expect(fromLocalTime("", "UTC")).toBeNull();
  expect(toLocalTime(null, "UTC")).toBe("");
});
