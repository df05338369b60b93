import { expect, test } from "vitest";
import { plainRule } from "@/lib/testing/rewards";
import { isSameRule, whyNotChanged } from "./rules";
import { REWARD_CHANGES, REWARD_STATUSES, type RewardStatus } from "./schema";
import {
  recipientsWords,
  rewardTotalsWords,
  ruleAmountWords,
  ruleConditionWords,
  ruleInput,
  ruleSentence,
  versionWords,
} from "./wording";

const EVERY: Record<RewardStatus, Record<(typeof REWARD_CHANGES)[number], string | null>> = {
  pending: { approve: null, deny: null, fulfil: "not_approved" },
  approved: { approve: "already_done", deny: null, fulfil: null },
  denied: { approve: null, deny: "already_done", fulfil: "not_approved" },
  flagged: { approve: null, deny: null, fulfil: "not_approved" },
  fulfilled: { approve: "fulfilled", deny: "fulfilled", fulfil: "already_done" },
};

test.each(REWARD_STATUSES.flatMap((status) => REWARD_CHANGES.map((change) => [status, change] as const)))(
  "what is %s and is to be changed by %s is refused or not, as it is written down here",
  (status, change) => {
    const facts = { status, isOrderEnded: false, isGivenAgain: false };
    expect(whyNotChanged(change, facts)).toBe(EVERY[status][change]);
  },
);

test.each(REWARD_STATUSES)(
  "the end of the order and a reward in its place hinder only that a denied one is approved: %s",
  (status) => {
    for (const change of REWARD_CHANGES) {
      const isMeant = status === "denied" && change === "approve";
      const hindered = (facts: { isOrderEnded: boolean; isGivenAgain: boolean }) =>
        whyNotChanged(change, { status, ...facts });
      expect(hindered({ isOrderEnded: true, isGivenAgain: true })).toBe(
        isMeant ? "order_ended" : EVERY[status][change],
      );
      expect(hindered({ isOrderEnded: false, isGivenAgain: true })).toBe(
        isMeant ? "given_again" : EVERY[status][change],
      );
    }
  },
);

test("two versions of a rule are the same only where every part is", () => {
  expect(isSameRule(plainRule, { ...plainRule })).toBe(true);
  expect(isSameRule(plainRule, { ...plainRule, amountMinor: 1001 })).toBe(false);
  expect(isSameRule(plainRule, { ...plainRule, externalStatus: "won" })).toBe(false);
});

test("a rule is a sentence, whatever it asks for", () => {
  expect(ruleSentence(plainRule)).toBe("Gives the advocate €10.00 for an order. Starts as pending.");
  const whole = {
    ...plainRule,
    ...{ amountKind: "percent" as const, amountMinor: null, percentHundredths: 1250, capMinor: 5000 },
    ...{ minRevenueMinor: 2000, externalStatus: "won", firstOrderOnly: true, forCustomer: true },
  };
  expect(ruleAmountWords(whole)).toBe("12.5% of the revenue, at most €50.00");
  expect(ruleConditionWords(whole)).toBe(
    "an order in EUR of at least €20.00 with the external status “won”, the customer's first one only",
  );
  expect(recipientsWords(whole)).toBe("the advocate and the customer each");
  expect(recipientsWords({ forAdvocate: false, forCustomer: true })).toBe("the customer");
  expect(ruleConditionWords({ ...plainRule, trigger: "attribution_created" })).toBe(
    "a customer's first attribution in this campaign",
  );
  expect(ruleInput(whole)).toMatchObject({ amount: "", percent: "12.5", cap: "50.00", minRevenue: "20.00" });
});

test("a reward says which version made it, and what became of the trigger since", () => {
  expect(versionWords(1, { version: 1, retired: false })).toBe("The only version.");
  expect(versionWords(3, { version: 3, retired: false })).toBe("Version 3 of 3.");
  expect(versionWords(2, { version: 3, retired: false })).toBe("Version 2 of 3: the trigger was changed since.");
  expect(versionWords(1, { version: 2, retired: true })).toBe(
    "Version 1 of 2: the trigger was changed since, and it is retired now.",
  );
});

test("sums are told by status and currency, never added", () => {
  const total = (status: RewardStatus, currency: string, minor: string) => ({ status, currency, minor, count: 1 });
  const totals = [total("pending", "EUR", "2000"), total("approved", "EUR", "1000"), total("approved", "USD", "500")];
  expect(rewardTotalsWords({ totals })).toBe("€20.00 pending, €10.00 and $5.00 approved");
});
