import { expect, test } from "vitest";
import { createRewardRuleSchema, REWARD_CHANGE_LIMIT, rewardChangeSchema } from "./schema";

const id = "00000000-0000-7000-8000-000000000001";
const form = {
  ...{ name: "Ten for an order", trigger: "order_created", forAdvocate: true, forCustomer: false, amountKind: "fixed" },
  ...{ amount: "10", percent: "", cap: "", currency: "eur", startsAs: "pending", minRevenue: "", externalStatus: "" },
  firstOrderOnly: false,
};
const parse = (sent: object) => createRewardRuleSchema.safeParse({ campaignId: id, rule: { ...form, ...sent } });
/** The first problem of each field, as the door says it. */
const problems = (sent: object) => {
  const parsed = parse(sent);
  return parsed.success
    ? {}
    : Object.fromEntries(parsed.error.issues.toReversed().map(({ path, message }) => [path[1], message]));
};
const ruleOf = (sent: object) => parse(sent).data?.rule;

test("what the form sends becomes a rule in minor units, empty fields nothing", () => {
  expect(ruleOf({})).toEqual({
    ...{ name: "Ten for an order", trigger: "order_created", forAdvocate: true, forCustomer: false },
    ...{ amountKind: "fixed", amountMinor: 1000, percentHundredths: null, capMinor: null, currency: "EUR" },
    ...{ startsAs: "pending", minRevenueMinor: null, externalStatus: null, firstOrderOnly: false },
  });
  expect(ruleOf({ currency: "JPY", amount: "500" })).toMatchObject({ amountMinor: 500, currency: "JPY" });
});

test.each([
  ["5", 500],
  ["12.5", 1250],
  ["0.01", 1],
  ["100", 10_000],
  ["100.00", 10_000],
])("%s percent are %d hundredths", (percent, percentHundredths) => {
  expect(ruleOf({ amountKind: "percent", percent })).toMatchObject({ percentHundredths, amountMinor: null });
});

test("what does not belong to the chosen trigger and kind of amount is left out, whatever the form still holds", () => {
  const sent = { percent: "nonsense", cap: "nonsense", minRevenue: "20", externalStatus: "won", firstOrderOnly: true };
  expect(ruleOf({ ...sent, trigger: "attribution_created", minRevenue: "nonsense" })).toMatchObject({
    ...{ percentHundredths: null, capMinor: null, minRevenueMinor: null, externalStatus: null, firstOrderOnly: false },
  });
  expect(ruleOf(sent)).toMatchObject({ minRevenueMinor: 2000, externalStatus: "won", firstOrderOnly: true });
});

const percent = { amountKind: "percent", percent: "5" };
test.each<[object, string, RegExp]>([
  [{ name: "  " }, "name", /Enter a name/],
  [{ name: "x".repeat(201) }, "name", /at most 200 characters/],
  [{ name: "a\nb" }, "name", /one line/],
  [{ forAdvocate: false }, "forAdvocate", /Choose who is rewarded/],
  [{ currency: "" }, "currency", /Choose the currency/],
  [{ currency: "EURO" }, "currency", /“EURO” is no currency/],
  [{ amount: "" }, "amount", /Enter what is given/],
  [{ amount: "0" }, "amount", /above zero/],
  [{ amount: "-5" }, "amount", /“-5” is below zero/],
  [{ amount: "ten" }, "amount", /“ten” is not an amount/],
  [{ amount: "1.234" }, "amount", /EUR has 2 digits after the point/],
  [{ amount: "1".repeat(41) }, "amount", /too long/],
  [{ amountKind: "percent", percent: "" }, "percent", /Enter a percentage above 0 and up to 100/],
  [{ amountKind: "percent", percent: "0" }, "percent", /Enter a percentage/],
  [{ amountKind: "percent", percent: "100.01" }, "percent", /Enter a percentage/],
  [{ amountKind: "percent", percent: "5%" }, "percent", /Enter a percentage/],
  [{ ...percent, cap: "0" }, "cap", /above zero/],
  [{ ...percent, cap: "lots" }, "cap", /“lots” is not an amount/],
  [{ minRevenue: "0" }, "minRevenue", /above zero/],
  [{ minRevenue: "1,5" }, "minRevenue", /“1,5” is not an amount/],
  [{ externalStatus: "x".repeat(201) }, "externalStatus", /at most 200 characters/],
  [{ externalStatus: "a\tb" }, "externalStatus", /one line/],
  [{ ...percent, trigger: "attribution_created" }, "amountKind", /no revenue to take a percentage of/],
  [{ trigger: "signup" }, "trigger", /./],
  [{ startsAs: "fulfilled" }, "startsAs", /./],
])("of a rule, %j is refused at its field alone: %s", (sent, field, words) => {
  expect(problems(sent)).toEqual({ [field]: expect.stringMatching(words) });
});

const change = (sent: object) => rewardChangeSchema.safeParse({ change: "approve", ids: [id], ...sent });
const reasonProblem = (sent: object) => change(sent).error?.issues.map(({ path, message }) => [path[0], message]);

test("to deny needs a reason, which is kept without the space around it; the other changes take one or none", () => {
  expect(change({}).data).toEqual({ change: "approve", ids: [id], reason: null });
  expect(change({ change: "deny", reason: " Fraud " }).data?.reason).toBe("Fraud");
  expect(change({ change: "fulfil", reason: "Payout 7" }).data?.reason).toBe("Payout 7");
  for (const reason of ["", "   ", null, undefined]) {
    expect(reasonProblem({ change: "deny", reason })).toEqual([["reason", expect.stringMatching(/^Say why/)]]);
  }
  expect(reasonProblem({ reason: "x".repeat(501) })).toEqual([["reason", "A reason has at most 500 characters."]]);
});

test("a change is of at least one reward and of at most so many at once, by their ids", () => {
  expect(change({ ids: Array(REWARD_CHANGE_LIMIT).fill(id) }).success).toBe(true);
  for (const ids of [[], Array(REWARD_CHANGE_LIMIT + 1).fill(id), ["nonsense"]]) {
    expect(reasonProblem({ ids })?.[0]?.[0]).toBe("ids");
  }
});
