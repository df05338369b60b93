import { expect, test } from "vitest";
import { ENDPOINTS, type EndpointName } from "./endpoints/all";
import { readInstant } from "./instant";

const sent = (name: EndpointName, body: unknown) => ENDPOINTS[name].prepare(body);
const ORDER = { customer_email: "cara@people.test", order_id: "A-1" };
const order = (more: object) => sent("order/record", { ...ORDER, ...more });
const REFERRAL = { customer_email: "cara@people.test", short_code: "bq7kd2" };

test.each([
  ["9007199254740993", "order_id"],
  ["1234567890123456789", "order_id"],
  ["-9007199254740993", "event_data1"],
  ["1e30", "customer_uid"],
])("the number %s has lost digits, and is refused with what to do about it", (number, field) => {
  const [whole, beside] = [{}, { order_id: undefined }].map((more) => JSON.stringify({ ...ORDER, ...more }));
  const body = `${(field === "order_id" ? beside : whole)!.slice(0, -1)},"${field}":${number}}`;
  expect(sent("order/record", JSON.parse(body))).toEqual({
    field,
    message: expect.stringMatching(/loses digits on the way: send it as text, in quotes\.$/),
  });
});

test("numbers that JSON can hold, and longer ones as text, are taken as they are written", () => {
  for (const order_id of [9007199254740991, "1234567890123456789", 0]) {
    expect(order({ order_id })).toMatchObject({ input: { orderId: String(order_id) } });
  }
  expect(order({ revenue_amount: 49.99, currency: "EUR" })).toMatchObject({ input: { revenueMinor: 4999 } });
});

test.each<[EndpointName, object, string, RegExp]>([
  ["order/record", { ...ORDER, order_id: { id: 1 } }, "order_id", /^An order_id is text: send it in quotes\.$/],
  ["order/record", { ...ORDER, event_data2: true }, "event_data2", /^event_data2 is text/],
  ["referral_attribution/record", { ...REFERRAL, first_name: ["Cara"] }, "first_name", /^A name is text/],
  [
    "referral_attribution/record",
    { ...REFERRAL, customer_email: false },
    "customer_email",
    /^An e-mail address is text/,
  ],
  ["order/record_batch", {}, "records", /^Send the records as a list/],
  ["order/record_batch", { records: ORDER }, "records", /^Send the records as a list/],
  ["orders/{id}", { status: "returned" }, "status", /^Send the status: "refunded" or "cancelled"\.$/],
  ["referral_attributions/{id}", { reason: "Why" }, "status", /^Send the status: "active" or "inactive"\.$/],
  ["referral_attributions/{id}/reassign", { attribution_id: "17" }, "attribution_id", /^attribution_id is the id/],
  ["referral_attributions/{id}/reassign", { attribution_id: 17 }, "attribution_id", /^attribution_id is the id/],
])("%s refuses %j at %s, in a sentence that says what to send", (name, body, field, message) => {
  expect(sent(name, body)).toEqual({ field, message: expect.stringMatching(message) });
});

test("what is sent empty, as forms do, is left out", () => {
  expect(sent("orders/{id}", { status: "", external_status: "shipped" })).toMatchObject({
    input: { status: null, external_status: "shipped" },
  });
  expect(
    sent("referral_attributions/{id}/reassign", { attribution_id: "", advocate_email: "ben@people.test" }),
  ).toMatchObject({ input: { attribution_id: null, advocate_email: "ben@people.test" } });
  expect(sent("orders/{id}", { status: "", external_status: "" })).toMatchObject({ field: "external_status" });
});

test("another name of a field counts where the field itself is empty, whichever comes first", () => {
  const { order_id } = ORDER;
  const taken = { input: { customerEmail: "x@people.test" }, warnings: [] };
  for (const empty of ["", "  ", null]) {
    expect(sent("order/record", { order_id, customer_email: empty, email: "x@people.test" })).toMatchObject(taken);
    expect(sent("order/record", { order_id, email: "x@people.test", customer_email: empty })).toMatchObject(taken);
  }
  expect(sent("order/record", { ...ORDER, email: "x@people.test" })).toMatchObject({
    input: { customerEmail: ORDER.customer_email },
    warnings: ["email was ignored, because customer_email says the same."],
  });
});

test.each([
  ["order_id", "A\n1", "An order id is one line of letters, digits and signs."],
  ["order_id", "A\x001", "An order id is one line of letters, digits and signs."],
  ["order_id", "A-1\ud83d", "An order id is one line of letters, digits and signs."],
  ["external_status", "paid\r\nshipped", "An external status is one line."],
])("%s that is not one line (%j) is refused as the form refuses it", (field, text, message) => {
  expect(order({ [field]: text })).toEqual({ field, message });
  expect(order({ [field]: "😀 1/2 é" })).toHaveProperty("input");
});

test.each([
  ["+010000-01-01T00:00:00Z", /^Send ordered_at as ISO 8601/],
  ["Nov 26, 2026", /^Send ordered_at as ISO 8601/],
  ["9999-12-31", /^An order is placed between 1970 and 2100/],
  ["1969-12-31T23:59:59Z", /^An order is placed between 1970 and 2100/],
])("ordered_at %s is refused", (ordered_at, message) => {
  expect(order({ ordered_at })).toEqual({ field: "ordered_at", message: expect.stringMatching(message) });
});

test("ordered_at without a zone is UTC, and left out or empty it is now", () => {
  const orderedAt = readInstant("2026-11-26T14:00:00Z")!.toISOString();
  expect(order({ ordered_at: "2026-11-26T14:00" })).toMatchObject({ input: { orderedAt } });
  expect(order({ ordered_at: "" })).toMatchObject({ input: { orderedAt: null } });
});
