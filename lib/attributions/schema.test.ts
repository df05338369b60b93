import { describe, expect, test } from "vitest";
import type { ZodType } from "zod";
import { SOURCES } from "@/lib/audit/schema";
import { canTakeOver } from "./rules";
import {
  addManualSchema,
  BULK_LIMIT,
  changeStatusSchema,
  EVENT_KINDS,
  INACTIVE_REASONS,
  METHODS,
  previewChangeSchema,
  REFUSALS,
  reassignSchema,
} from "./schema";
import { EVENT_LABELS, METHOD_LABELS, outcomeMessage, SOURCE_LABELS, statusFilterLabel, statusLabel } from "./wording";

const A = "019b0000-0000-7000-8000-0000000000a1";
const B = "019b0000-0000-7000-8000-0000000000b2";

/** The fields at which an input is refused; none when it is accepted. */
const refusedAt = (schema: ZodType, input: unknown): string[] =>
  (schema.safeParse(input).error?.issues ?? []).map(({ path }) => path.join("."));

describe("the input of the manual form", () => {
  const valid = { customerId: A, campaignId: A, advocateId: B };
  test("names an advocate or a code, never both, never none", () => {
    expect(refusedAt(addManualSchema, valid)).toEqual([]);
    expect(refusedAt(addManualSchema, { ...valid, advocateId: null, code: "a" })).toEqual([]);
    expect(refusedAt(addManualSchema, { ...valid, code: "a" })).toEqual(["advocateId"]);
    expect(refusedAt(addManualSchema, { ...valid, advocateId: undefined })).toEqual(["advocateId"]);
    expect(refusedAt(addManualSchema, { ...valid, advocateId: null, code: "   " })).toEqual(["advocateId"]);
  });

  test("is refused at the field that is missing or no id", () => {
    expect(refusedAt(addManualSchema, { advocateId: B })).toEqual(["customerId", "campaignId"]);
    expect(refusedAt(addManualSchema, { ...valid, customerId: "1" })).toEqual(["customerId"]);
  });

  test("keeps a reason without its padding, and none where nothing was written", () => {
    expect(addManualSchema.parse({ ...valid, reason: "  Because \n" }).reason).toBe("Because");
    for (const reason of ["", "   ", null, undefined])
      expect(addManualSchema.parse({ ...valid, reason }).reason).toBeNull();
    expect(refusedAt(addManualSchema, { ...valid, reason: "x".repeat(500) })).toEqual([]);
    expect(refusedAt(addManualSchema, { ...valid, reason: "x".repeat(501) })).toEqual(["reason"]);
  });
});

describe("the input of a change", () => {
  test("is of one to ten thousand attributions", () => {
    const many = (count: number) => ({ ids: Array.from({ length: count }, () => A), to: "active" });
    expect(refusedAt(changeStatusSchema, many(0))).toEqual(["ids"]);
    expect(refusedAt(changeStatusSchema, many(BULK_LIMIT))).toEqual([]);
    expect(refusedAt(changeStatusSchema, many(BULK_LIMIT + 1))).toEqual(["ids"]);
    expect(refusedAt(changeStatusSchema, { ids: [A], to: "deleted" })).toEqual(["to"]);
  });

  test("reassigns to an advocate or to an attempt, and to an attempt one attribution only", () => {
    expect(refusedAt(reassignSchema, { ids: [A, B], toAdvocateId: B })).toEqual([]);
    expect(refusedAt(reassignSchema, { ids: [A], toAttributionId: B })).toEqual([]);
    expect(refusedAt(reassignSchema, { ids: [A] })).toEqual(["toAdvocateId"]);
    expect(refusedAt(reassignSchema, { ids: [A], toAdvocateId: B, toAttributionId: B })).toEqual(["toAdvocateId"]);
    expect(refusedAt(reassignSchema, { ids: [A, B], toAttributionId: B })).toEqual(["toAttributionId"]);
  });

  test("can be previewed for ids or for a filter; to an attempt for one id only", () => {
    expect(refusedAt(previewChangeSchema, { kind: "reassign", target: { ids: [A] } })).toEqual([]);
    expect(refusedAt(previewChangeSchema, { kind: "activate", target: { filter: { status: ["inactive"] } } })).toEqual(
      [],
    );
    expect(refusedAt(previewChangeSchema, { kind: "reassign", target: { filter: {} }, toAttributionId: A })).toEqual([
      "toAttributionId",
    ]);
    const both = { kind: "reassign", target: { ids: [A] }, toAttributionId: A, toAdvocateId: B };
    expect(refusedAt(previewChangeSchema, both)).toEqual(["toAdvocateId"]);
  });
});

test("an attempt takes over only where it is inactive and of the same contact and campaign", () => {
  const standing = { campaignId: A, customerId: B };
  expect(canTakeOver({ ...standing, status: "inactive" }, standing)).toBe(true);
  expect(canTakeOver({ ...standing, status: "active" }, standing)).toBe(false);
  expect(canTakeOver({ ...standing, status: null }, standing)).toBe(false);
  expect(canTakeOver({ ...standing, campaignId: B, status: "inactive" }, standing)).toBe(false);
  expect(canTakeOver({ ...standing, customerId: A, status: "inactive" }, standing)).toBe(false);
  expect(canTakeOver(undefined, standing)).toBe(false);
});

describe("the words", () => {
  test("tell everything that is stored apart", () => {
    const different = (words: string[]) => expect(new Set(words).size).toBe(words.length);
    different(METHODS.map((method) => METHOD_LABELS[method]));
    different(SOURCES.map((source) => SOURCE_LABELS[source]));
    different(EVENT_KINDS.map((kind) => EVENT_LABELS[kind]));
    different(REFUSALS.map(outcomeMessage));
    different([...INACTIVE_REASONS, "active" as const, "inactive" as const].map(statusFilterLabel));
  });

  test("say a status with its reason, so that it is never told by colour alone", () => {
    expect(statusLabel("active", null)).toBe("Active");
    expect(statusLabel("inactive", "reassigned")).toBe("Inactive · Reassigned");
    expect(statusLabel("inactive", null)).toBe("Inactive");
  });
});
