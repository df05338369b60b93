import { expect, test } from "vitest";
import { REFUSALS } from "@/lib/attributions/schema";
import { adviceFor } from "@/lib/integrations/wording";
import { API_ERRORS } from "./api-errors";

/** What comes with no key of ours is not in the log, so nobody asks there what to do about it. */
const UNLOGGED = ["unauthorized", "no_endpoint", "method_not_allowed"];
const OF_ORDERS = ["order_conflict", "order_ended"];

test("the log has advice of its own for every reason that it can show", () => {
  const codes = [...Object.keys(API_ERRORS), ...REFUSALS, ...OF_ORDERS].filter((code) => !UNLOGGED.includes(code));
  const unknown = adviceFor("nobody knows this");
  expect(codes.filter((code) => adviceFor(code) === unknown)).toEqual([]);
});
