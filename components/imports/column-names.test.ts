import { expect, test } from "vitest";
import { columnNames, shownColumns } from "./column-names";

test("columns with the same header or none are told apart by their place", () => {
  expect(columnNames(["email", " name ", "", "email"])).toEqual([
    "email (column 1)",
    "name",
    "Column 3",
    "email (column 4)",
  ]);
});

test("of a wide file the columns that matter are always shown, in the order of the file", () => {
  expect(shownColumns(3, [1])).toEqual([0, 1, 2]);
  const shown = shownColumns(100, [98, 40]);
  expect(shown).toHaveLength(30);
  expect(shown.slice(-2)).toEqual([40, 98]);
});
