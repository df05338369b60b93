import { expect, test } from "vitest";
import { recordsConcerned } from "./concerned";

const [A, B, C, D] = ["a", "b", "c", "d"].map((sign) => `00000000-0000-7000-8000-00000000000${sign}`) as [
  string,
  string,
  string,
  string,
];

test("a request is about the record in its path and those that came of it, each once", () => {
  expect(recordsConcerned(A.toUpperCase(), { id: A, status: "active" })).toEqual([A]);
  expect(recordsConcerned(A, { id: B })).toEqual([A, B]);
  expect(recordsConcerned(null, { id: A, order_id: "A-1", attribution_id: B, attempt_id: C })).toEqual([A, B, C]);
});

test("a batch is about what came of each of its records", () => {
  const results = [{ id: A }, { outcome: "rejected", code: "unknown_code" }, { id: B, attribution_id: C }, { id: A }];
  expect(recordsConcerned(null, { active: 1, results })).toEqual([A, B, C]);
});

test("the attribution that stood, and what is no id, are not meant", () => {
  expect(recordsConcerned(null, { id: A, standing: { id: D }, standing_id: D })).toEqual([A]);
  expect(recordsConcerned("nonsense", { id: 7, attribution_id: null, results: "x" })).toEqual([]);
  expect(recordsConcerned(null, null)).toEqual([]);
});
