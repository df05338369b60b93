import { expect, test } from "vitest";
import { readInstant } from "./instant";

test.each([
  ["2026-11-26T14:00:00Z", "2026-11-26T14:00:00.000Z"],
  ["2026-11-26t14:00:00z", "2026-11-26T14:00:00.000Z"],
  ["2026-11-26T14:00:00.123456+01:00", "2026-11-26T13:00:00.123Z"],
  ["2026-11-26T14:00:00,5-05", "2026-11-26T19:00:00.500Z"],
  ["2026-11-26T14:00:00.000+0000", "2026-11-26T14:00:00.000Z"],
  ["2026-11-26 14:00", "2026-11-26T14:00:00.000Z"],
  ["2026-11-26", "2026-11-26T00:00:00.000Z"],
  ["2024-02-29", "2024-02-29T00:00:00.000Z"],
  ["0001-01-01", "0001-01-01T00:00:00.000Z"],
])("%s is %s, wherever the server stands", (text, instant) => {
  const zone = process.env.TZ;
  try {
    for (const here of ["UTC", "America/New_York", "Asia/Tokyo"]) {
      process.env.TZ = here;
      expect(readInstant(text)?.toISOString()).toBe(instant);
    }
  } finally {
    process.env.TZ = zone;
  }
});

test.each([
  ...["", "yesterday", "26/11/2026", "Nov 26, 2026", "1764165600000", "2026", "2026-11", "2026-11-26T", "2026-13-01"],
  ...[
    "2026-02-30",
    "2026-11-26T25:00:00Z",
    "2026-11-26T14:60Z",
    "2026-11-26T14:00:00+25:00",
    "+010000-01-01T00:00:00Z",
  ],
  "2026-11-26T14:00:00Z and later",
])("%j is no instant", (text) => {
  expect(readInstant(text)).toBeNull();
});
