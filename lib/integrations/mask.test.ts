import { expect, test } from "vitest";
import { maskAnswer, maskEmail, maskId, maskSent, maskSentence, maskTrace } from "./mask";

test("of what was sent only fields that say nothing about a person keep their values", () => {
  const sent = {
    ...{ customer_email: "cara@example.test", email: "Cara Doe", customer_uid: 4711, first_name: "Cara" },
    ...{ short_code: "ada-1", campaign_uid: "spring", order_id: 1001, revenue_amount: 49.9, currency: "EUR" },
    ...{ event_data1: "for Cara", zip: "10115", city: "Berlin", buyer_accepts_marketing: true, note: null },
    billing_address: { address1: "1 Main Street", status: "Cara", country_code: "DE", latitude: 52.5 },
    line_items: [{ order_id: "Cara", name: "Cara's shirt" }],
  };
  expect(maskSent(sent)).toEqual({
    ...{ customer_email: "c•••@example.test", email: "•••", customer_uid: "•••", first_name: "•••" },
    ...{ short_code: "ada-1", campaign_uid: "spring", order_id: 1001, revenue_amount: 49.9, currency: "EUR" },
    ...{ event_data1: "•••", zip: "•••", city: "•••", buyer_accepts_marketing: true, note: null },
    billing_address: { address1: "•••", status: "•••", country_code: "•••", latitude: "•••" },
    line_items: [{ order_id: "•••", name: "•••" }],
  });
});

test("the records of a batch are masked as the request of one is; what is no object has nothing to show", () => {
  const records = [{ customer_email: "cara@example.test", short_code: "ada-1" }, "Cara", 7, null];
  expect(maskSent({ records, status: "x" })).toEqual({
    records: [{ customer_email: "c•••@example.test", short_code: "ada-1" }, "•••", "•••", null],
    status: "x",
  });
  expect(maskSent("cara doe")).toBe("•••");
  expect(maskSent([{ first_name: "Cara", short_code: "ada-1" }])).toEqual([{ first_name: "•••", short_code: "ada-1" }]);
});

test("a name of a field that is none is masked: JSON that was sent as a form is one", () => {
  const body = '{"customer_email":"cara@example.test","first_name":"Cara"}';
  expect(maskSent({ [body]: "", "Cara Doe": "x", "4917012345": "", short_code: "ada-1" })).toEqual({
    ...{ short_code: "ada-1", "•••": "•••", "••• 2": "•••", "••• 3": "•••" },
  });
  const warnings = [`${body} is not a field of this endpoint; it was ignored.`, "utm_source is not a field."];
  expect(maskAnswer({ code: "invalid", message: "Say whom.", warnings })).toEqual({
    ...{ code: "invalid", message: "Say whom.", warnings: ["•••", "utm_source is not a field."] },
  });
});

test("of an answer the outcome, the codes and the campaign are shown, people and free text are not", () => {
  const person = { id: "p-1", email: "cara@example.test", name: "Cara Doe" };
  const answer = {
    ...{ outcome: "recorded", id: "o-1", order_id: "A-1", credit: "standing", ignored: "code_retired" },
    ...{ customer: person, campaign: { uid: "spring", name: "Spring" }, custom_fields: { code: "for Cara" } },
    history: [{ kind: "attribution.created", by: { kind: "user", name: "Grace" }, reason: "Cara called" }],
    ...{ message: "No contact has cara@example.test.", next_cursor: "Y2FyYQ" },
  };
  expect(maskAnswer(answer)).toEqual({
    ...{ outcome: "recorded", id: "o-1", order_id: "A-1", credit: "standing", ignored: "code_retired" },
    customer: { id: "p-1", email: "c•••@example.test", name: "•••" },
    ...{ campaign: { uid: "spring", name: "Spring" }, custom_fields: { code: "•••" } },
    history: [{ kind: "attribution.created", by: { kind: "user", name: "•••" }, reason: "•••" }],
    ...{ message: "No contact has c•••@example.test.", next_cursor: "•••" },
  });
});

test("of a trace the ids, codes and counts are shown, the person and what could not be read are not", () => {
  const trace = {
    ...{
      code: "ada-1",
      attributionId: "a-1",
      problems: ["unknown_code"],
      customerCreated: true,
      credit: "new" as const,
    },
    ...{ counts: { active: 1, rejected: 2 }, rejected: { unknown_code: 2 } },
  };
  expect(maskTrace({ ...trace, email: "Cara Doe", unread: '{"customer_email":"cara@example.test"' })).toEqual({
    ...trace,
    ...{ email: "•••", unread: "•••" },
  });
});

test.each([
  ["cara@example.test", "c•••@example.test"],
  [" cara@exämple.test ", "c•••@exämple.test"],
  ["Cara Doe", "•••"],
  ["Cara Doe <cara@example.test>", "•••"],
  ['cara@example.test","first_name":"Cara', "•••"],
  ["a@b@c", "•••"],
])("%s becomes %s", (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});

test("a sentence loses the addresses in it and what it repeats; one that is too long to be ours is not shown", () => {
  expect(maskSentence("Both cara@a.test and dan@b.test.")).toBe("Both c•••@a.test and d•••@b.test.");
  expect(maskSentence("status does not know “Cara Doe”: see the reference.")).toBe(
    "status does not know “•••”: see the reference.",
  );
  expect(maskSentence("a".repeat(1_000_000))).toBe("•••");
});

test("an id of ours is shown, whatever else is in its place is not", () => {
  const id = "0190a0a0-0000-7000-8000-00000000dead";
  expect([id, "cara@example.test", "hubspot-cara", "Cara Doe"].map(maskId)).toEqual([id, "•••", "•••", "•••"]);
});
