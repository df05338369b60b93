import { expect, test } from "vitest";
import { isKeptUncredited } from "./rules";

test("an order whose code can never count is kept; one that can still be mended is not", () => {
  expect(isKeptUncredited(["code_retired"])).toBe(true);
  expect(isKeptUncredited(["code_retired", "advocate_not_enrolled"])).toBe(false);
  expect(isKeptUncredited(["unknown_code"])).toBe(false);
});
