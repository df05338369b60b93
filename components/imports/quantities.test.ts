import { expect, test } from "vitest";
import { durationOf, percentOf, rowsOf, sizeOf, timeLeft } from "./quantities";

test("one row is not called rows", () => {
  expect([rowsOf(0), rowsOf(1), rowsOf(750_000)]).toEqual(["0 rows", "1 row", "750,000 rows"]);
});

test("a size is said in the unit a person would use", () => {
  expect([0, 999, 1000, 4_215_000, 153_700_000, 1024 ** 3].map(sizeOf)).toEqual([
    "0 bytes",
    "999 bytes",
    "1 kB",
    "4.2 MB",
    "154 MB",
    "1.1 GB",
  ]);
});

test("a duration is said to the second, and to the minute when it is hours", () => {
  expect([400, 12_000, 59_800, 125_000, 3_780_000].map(durationOf)).toEqual([
    "0.4 s",
    "12 s",
    "1 min 0 s",
    "2 min 5 s",
    "1 h 3 min",
  ]);
});

test("the time left is said no more exactly than it is known", () => {
  expect([3, 32, 55, 179, 7_200].map(timeLeft)).toEqual([
    "a few seconds left",
    "about 30 seconds left",
    "about 1 minute left",
    "about 3 minutes left",
    "about 2 hours left",
  ]);
});

test("nothing is at 100 % before it is done", () => {
  expect([percentOf(0, 0), percentOf(999_999, 1_000_000), percentOf(5, 5)]).toEqual([0, 99, 100]);
});
