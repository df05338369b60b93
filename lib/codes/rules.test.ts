import { describe, expect, test } from "vitest";
import { fillPattern, patternCapacity, referralTarget } from "./rules";

describe("a coupon pattern", () => {
  test("makes 21 codes for each #, and one without", () => {
    expect([patternCapacity("SAVE"), patternCapacity("A#"), patternCapacity("#-##")]).toEqual([1, 21, 21 ** 3]);
  });

  test("keeps all but its #", () => {
    expect(fillPattern("A-#_#", (limit) => limit - 1)).toBe("A-Y_Y");
  });
});

describe("a referral link", () => {
  const target = (destination: string, query = "") => referralTarget(destination, "Ada", new URLSearchParams(query));

  test("leads to the destination with the code, whose own query and fragment stay", () => {
    expect(target("https://example.test/a?lang=de#top")).toBe("https://example.test/a?lang=de&ref=Ada#top");
    expect(target("https://example.test")).toBe("https://example.test/?ref=Ada");
  });

  test("carries its query along, but changes neither the destination's own nor the code", () => {
    expect(target("https://example.test/?lang=de", "utm_source=mail&lang=en&ref=Eve&ref=Mallory")).toBe(
      "https://example.test/?lang=de&utm_source=mail&ref=Ada",
    );
    expect(target("https://example.test/?ref=old")).toBe("https://example.test/?ref=Ada");
  });

  test("leads nowhere else, whatever its query says", () => {
    const url = new URL(target("https://example.test/a", "url=https://evil.test&next=//evil.test"));
    expect(url.origin).toBe("https://example.test");
  });
});
