import { expect, test } from "vitest";
import { readBody } from "./request-body";

const FORM = "application/x-www-form-urlencoded";
const read = (body: string, type?: string) =>
  readBody(new Request("http://x.test", { method: "POST", body, headers: type ? { "content-type": type } : {} }));

test.each([
  ["JSON", '{"a":1}', "application/json; charset=utf-8", { a: 1 }],
  ["JSON with a byte order mark", '\uFEFF{"a":1}', "application/json", { a: 1 }],
  ["a form", "a=1&b=%7B", FORM, { a: "1", b: "{" }],
  ["a form with a byte order mark", "\uFEFFa=1", FORM, { a: "1" }],
])("%s is read", async (_what, body, type, value) => {
  expect(await read(body, type)).toEqual({ text: body.replace("\uFEFF", ""), value, isJsonInForm: false });
});

test.each(['{"a":"b=c&d"}', ' {"a":1}', "[1]", "%7B%22a%22:1%7D"])("%s as a form is known as JSON", async (body) => {
  expect(await read(body, FORM)).toMatchObject({ isJsonInForm: true });
});

test.each([
  ["broken JSON", '{"a":', "application/json", "unreadable"],
  ["another type", "<a/>", "text/xml", "unsupported_type"],
])("of %s the text is kept, up to 10,000 characters", async (_what, body, type, problem) => {
  expect(await read(body, type)).toEqual({ text: null, problem, unread: body });
  expect(await read(body.padEnd(20_000), type)).toEqual({ text: null, problem, unread: body.padEnd(10_000) });
});

test("nothing is kept of nothing", async () => {
  expect(await read("", "application/json")).toEqual({ text: null, problem: "unreadable", unread: null });
});
