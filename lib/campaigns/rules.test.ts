import { describe, expect, test } from "vitest";
import { uidFromName } from "./rules";
import { createCampaignSchema } from "./schema";

test.each([
  ["Frühling & Sommer 2027!", "fruhling-sommer-2027"],
  ["  -- Give €15, Get €15 --", "give-15-get-15"],
  ["推荐", "campaign"],
  ["x".repeat(200), "x".repeat(55)],
])("the uid of a campaign named %s is plain and leaves room for what makes it unique", (name, uid) => {
  expect(uidFromName(name)).toBe(uid);
});

describe("the form of a campaign", () => {
  const form = { name: "Autumn", destinationUrl: null, segmentIds: [], startsAt: null, endsAt: null };
  test.each([
    ["name", { name: "  " }],
    ["name", { name: "x".repeat(201) }],
    ["uid", { uid: "spring sale" }],
    ["uid", { uid: "x".repeat(65) }],
    ["destinationUrl", { destinationUrl: "javascript:alert(1)" }],
    ["destinationUrl", { destinationUrl: "example.com" }],
    ["destinationUrl", { destinationUrl: "https://exa mple.com" }],
    ["destinationUrl", { destinationUrl: "https://" }],
    ["startsAt", { startsAt: "tomorrow" }],
    ["endsAt", { startsAt: "2027-01-02T00:00:00Z", endsAt: "2027-01-02T00:00:00Z" }],
  ])("refuses a wrong %s at its field: %j", (field, patch) => {
    const result = createCampaignSchema.safeParse({ ...form, ...patch });
    expect([...new Set(result.error?.issues.map(({ path }) => path[0]))]).toEqual([field]);
  });

  test("takes a good one, without spaces around", () => {
    const good = { ...form, name: " Autumn ", uid: " a-1 ", destinationUrl: " https://example.com/a?b=c#d " };
    expect(createCampaignSchema.parse(good)).toMatchObject({
      ...{ name: "Autumn", uid: "a-1", destinationUrl: "https://example.com/a?b=c#d" },
    });
  });
});
