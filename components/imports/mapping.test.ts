import { expect, test } from "vitest";
import { mapColumn, setConstant, tidyMapping } from "./mapping";

test("a field that is given to another column leaves its former column, which is ignored then", () => {
  const mapping = { customer_email: { column: 0 }, advocate_email: { column: 1 } };
  expect(mapColumn(mapping, 1, "customer_email")).toEqual({ customer_email: { column: 1 } });
});

test("a column that is ignored again leaves its field without a source", () => {
  expect(mapColumn({ customer_email: { column: 0 } }, 0, null)).toEqual({});
});

test("a column takes the place of the one value for all rows", () => {
  const mapping = setConstant({}, "campaign_uid", "spring");
  expect(mapColumn(mapping, 2, "campaign_uid")).toEqual({ campaign_uid: { column: 2 } });
});

test("a value for all rows is sent without the spaces around it, and not at all when it is nothing else", () => {
  expect(tidyMapping({ campaign_uid: { constant: " spring " }, reason: { constant: "  " } })).toEqual({
    campaign_uid: { constant: "spring" },
    reason: null,
  });
});
