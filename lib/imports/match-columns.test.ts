import { describe, expect, test } from "vitest";
import { ATTRIBUTION_FIELDS } from "./kinds/attributions/columns";
import { type Known, proposeColumns } from "./match-columns";
import type { Proposal } from "./schema";

const known: Known = {
  campaigns: async (values) => values.filter((value) => ["spring", "summer"].includes(value)).length,
  codes: async (values) => values.filter((value) => value.startsWith("SAM")).length,
};

/** The proposals for a file of these headers, and of each column these values, as `field: [column, by, confidence]`. */
async function propose(columns: Record<string, string[]> | string[], from?: Known) {
  const headers = Array.isArray(columns) ? columns : Object.keys(columns);
  const values = Array.isArray(columns) ? [] : Object.values(columns);
  const height = Math.max(0, ...values.map((column) => column.length));
  const samples = Array.from({ length: height }, (_, row) => values.map((column) => column[row] ?? ""));
  const proposals = await proposeColumns(ATTRIBUTION_FIELDS, headers, samples, from);
  return Object.fromEntries(
    proposals.map(({ field, column, by, confidence }): [string, [number, Proposal["by"], number]] => [
      field,
      [column, by, Math.round(confidence * 100) / 100],
    ]),
  );
}

const MAILS = ["zoe@example.com", "SAM@EXAMPLE.COM", " kim@example.com "];
const WORDS = ["one", "two", "three"];

describe("a column is matched by its name", () => {
  test("without regard to case, spaces, punctuation and accents", async () => {
    expect(await propose([" Customer E-Mail", "CAMPAIGN-UID", "ádvocate.email", "Référred At"])).toEqual({
      customer_email: [0, "name", 1],
      campaign_uid: [1, "name", 1],
      advocate_email: [2, "name", 1],
      attributed_at: [3, "alias", 0.95],
    });
  });

  test("also by the name that the page shows", async () => {
    expect(await propose(["Referred contact's e-mail"])).toEqual({ customer_email: [0, "name", 1] });
  });

  test("by another name it is known by", async () => {
    expect(await propose(["Referee email", "Program", "Ref code", "Notes"])).toEqual({
      customer_email: [0, "alias", 0.95],
      campaign_uid: [1, "alias", 0.95],
      short_code: [2, "alias", 0.95],
      reason: [3, "alias", 0.95],
    });
  });

  test("by a name that is misspelt", async () => {
    expect(await propose(["costumer_email", "campain_uid", "advocat email"])).toEqual({
      customer_email: [0, "spelling", 0.76],
      campaign_uid: [1, "spelling", 0.82],
      advocate_email: [2, "spelling", 0.83],
    });
  });

  test("not by a short name that is similar, nor by one that only begins alike", async () => {
    expect(await propose(["coda", "rel", "data", "customer_id", "customer_name", "phone", "", "--"])).toEqual({});
  });

  test("by the better of two names, and the other column is left", async () => {
    expect(await propose(["costumer_email", "customer", "customer_email"])).toEqual({ customer_email: [2, "name", 1] });
    expect(await propose(["code", "short_code", "ref"])).toEqual({ short_code: [1, "name", 1] });
  });
});

describe("a column named email", () => {
  test("is the advocate's beside one of the referred contact", async () => {
    const columns = { email: MAILS, customer_email: MAILS };
    expect(await propose(columns)).toEqual({ customer_email: [1, "name", 1], advocate_email: [0, "alias", 0.95] });
  });

  test("is the advocate's where it is the only one", async () => {
    expect(await propose({ email: MAILS })).toEqual({ advocate_email: [0, "alias", 0.95] });
  });

  test("is the referred contact's beside one that is named as the advocate's", async () => {
    const columns = { advocate_email: MAILS, email: MAILS };
    expect(await propose(columns)).toEqual({ advocate_email: [0, "name", 1], customer_email: [1, "content", 0.7] });
  });
});

describe("a column is matched by what it holds", () => {
  test("two of e-mail addresses: first the referred contact, then the advocate", async () => {
    expect(await propose({ x: WORDS, who: MAILS, y: WORDS, whom: MAILS })).toEqual({
      customer_email: [1, "content", 0.4],
      advocate_email: [3, "content", 0.4],
    });
    const [first, second] = [
      [...MAILS, ...MAILS, "none"],
      [...MAILS, ...MAILS, "x@example.com"],
    ];
    expect(await propose({ who: first, whom: second })).toMatchObject({ customer_email: [0, "content", 0.4] });
  });

  test("one of e-mail addresses: the referred contact, or the one who is missing", async () => {
    expect(await propose({ who: MAILS })).toEqual({ customer_email: [0, "content", 0.6] });
    expect(await propose({ who: MAILS, customer: MAILS })).toMatchObject({ advocate_email: [0, "content", 0.7] });
  });

  test("e-mail addresses are at least four in five of those cells that are not empty", async () => {
    const five = [...MAILS, "x@example.com", "none", "", ""];
    expect(await propose({ who: five })).toEqual({ customer_email: [0, "content", 0.48] });
    expect(await propose({ who: [...MAILS, "none"] })).toEqual({});
  });

  test("campaigns and codes that exist, a status, ISO dates", async () => {
    const columns = {
      a: ["spring", "summer", "spring"],
      b: ["SAM-1", "SAM-2", "SAM-3"],
      c: ["active", "Inactive", ""],
      d: ["2026-11-24", "2026-11-24T10:00:00Z", "2026-02-28 09:30"],
    };
    expect(await propose(columns, known)).toEqual({
      campaign_uid: [0, "content", 0.7],
      short_code: [1, "content", 0.7],
      status: [2, "content", 0.6],
      attributed_at: [3, "content", 0.4],
    });
  });

  test("no campaigns and codes where nobody is asked whether they exist", async () => {
    expect(await propose({ a: ["spring"], b: ["SAM-1"] })).toEqual({});
  });

  test("no second code beside one that has its column", async () => {
    const columns = { coupon_code: ["SAM-1"], other: ["SAM-2"] };
    expect(await propose(columns, known)).toEqual({ coupon_code: [0, "name", 1] });
    expect(await propose({ a: ["SAM-1"], b: ["SAM-2"] }, known)).toEqual({ short_code: [0, "content", 0.7] });
  });

  test("no dates that the calendar does not have or that can be read in two ways", async () => {
    expect(await propose({ a: ["2026-02-30"], b: ["11/12/2026"], c: ["5"] })).toEqual({});
  });
});

describe("a name that the content contradicts", () => {
  test("is believed less", async () => {
    const columns = {
      customer_email: WORDS,
      status: WORDS,
      campaign: WORDS,
      short_code: WORDS,
      attributed_at: ["24.11.2026"],
    };
    expect(await propose(columns, known)).toEqual({
      customer_email: [0, "name", 0.3],
      campaign_uid: [2, "name", 0.5],
      short_code: [3, "name", 0.5],
      status: [1, "name", 0.5],
      attributed_at: [4, "name", 0.5],
    });
  });

  test("gives way to a column that holds what is looked for", async () => {
    const columns = { customer_email: WORDS, who: MAILS, campaign: WORDS, where: ["spring", "summer", ""] };
    expect(await propose(columns, known)).toEqual({
      customer_email: [1, "content", 0.6],
      campaign_uid: [3, "content", 0.7],
    });
  });

  test("is believed where the column is empty, or some of its campaigns exist", async () => {
    const columns = { customer_email: ["", ""], campaign_uid: ["spring", "autumn"] };
    expect(await propose(columns, known)).toEqual({
      customer_email: [0, "name", 1],
      campaign_uid: [1, "name", 1],
    });
  });
});

test("no column and no field is proposed twice, whatever the headers and the cells are", async () => {
  const names = ["email", "customer", "customer_email", "code", "coupon", "date", "status", "active", "who", "note"];
  const values = ["zoe@example.com", "spring", "SAM-1", "active", "2026-11-24", ""];
  for (let seed = 0; seed < 200; seed++) {
    const headers = names.map((_name, index) => names[(index * 7 + seed * 3) % names.length]!);
    const samples = [0, 1].map(() => headers.map((_header, index) => values[(index * 5 + seed) % values.length]!));
    const proposals = await proposeColumns(ATTRIBUTION_FIELDS, headers, samples, known);
    expect(new Set(proposals.map(({ field }) => field)).size).toBe(proposals.length);
    expect(new Set(proposals.map(({ column }) => column)).size).toBe(proposals.length);
    const confidences = proposals.map(({ confidence }) => confidence);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  }
});
