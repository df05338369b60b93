import { describe, expect, test } from "vitest";
import { createSegmentSchema, EMAILS_MAX, parseEmails, pastedSchema } from "./schema";

const segmentId = "00000000-0000-7000-8000-000000000001";

describe("the addresses in a pasted text", () => {
  test.each([
    ["one on each line, whatever ends it", "a@x.test\r\nb@x.test\n\nc@x.test\r", ["a@x.test", "b@x.test", "c@x.test"]],
    ["parted by commas, semicolons, tabs or spaces", "a@x.test, b@x.test;c@x.test\td@x.test e@x.test", "abcde"],
    ["as a mail program writes them", 'Ada L <a@x.test>, "B, B" <b@x.test>; mailto:c@x.test', "abc"],
    ["in a row of a sheet, with what else is in it", "Ada;Lovelace;a@x.test;London", "a"],
    ["once each, whatever the case, as first written", "A@x.test\na@X.TEST", ["A@x.test"]],
    ["with quotes around, or a full stop after", "'a@x.test'\n\"b@x.test\".", "ab"],
  ])("are found %s", (_, text, found) => {
    const expected = typeof found === "string" ? [...found].map((letter) => `${letter}@x.test`) : found;
    expect(parseEmails(text)).toEqual(expected);
  });

  test("leave a line without any as it is, so that it is reported", () => {
    expect(parseEmails("a@x.test\n Ada Lovelace \n")).toEqual(["a@x.test", "Ada Lovelace"]);
  });

  test("are the same when they are parsed again", () => {
    const once = parseEmails('Ada <a@x.test>\nno address\n"b@x.test"');
    expect(parseEmails(once.join("\n"))).toEqual(once);
  });
});

describe("a paste is refused", () => {
  const problem = (text: string) =>
    pastedSchema.safeParse({ segmentId, text }).error?.issues.map(({ message }) => message);
  const addresses = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@x.test`).join("\n");

  test("when it holds nothing", () => {
    expect(problem(" \n ")).toEqual(["Paste at least one e-mail address."]);
  });

  test("above 50,000 addresses, with their number", () => {
    expect(problem(addresses(EMAILS_MAX))).toBeUndefined();
    expect(problem(addresses(EMAILS_MAX + 1))?.[0]).toMatch(/^This list has 50,001 addresses\. /);
  });
});

test.each(["", "  ", "\u00a0", "\u200b", "a\0b", "x".repeat(201)])("%j is no name of a segment", (name) => {
  expect(createSegmentSchema.safeParse({ name }).success).toBe(false);
});

test("a segment's name is kept without the spaces around it", () => {
  expect(createSegmentSchema.parse({ name: "  Early birds 🐦 " })).toEqual({ name: "Early birds 🐦" });
});
