import { beforeEach, describe, expect, test } from "vitest";
import { useTestDatabase } from "@/lib/testing/database";
import { uploadFile, viewOf } from "@/lib/testing/imports";
import { makeWorld, type World } from "@/lib/testing/world";
import { mappingProblems } from "../columns";
import { setChoices, startCheck } from "../commands";
import { type Choices, DEFAULT_CHOICES, IMPORT_KINDS, startCheckSchema } from "../schema";
import { customKeyOf, overwritableFields } from "./contacts/columns";

const db = useTestDatabase();
let world: World;

beforeEach(async () => {
  world = await makeWorld(db.pool, { advocates: 1, customers: 1 });
});

describe("choices", () => {
  test.each(IMPORT_KINDS)("of another kind are refused for %s, and nothing is begun", async (kind) => {
    const id = await uploadFile(db.pool, world, "email,code,order\na@x.test,A,1\n", "rows.csv", kind);
    const mapping = {
      ...{ customer_email: { column: 0 }, short_code: { column: 1 } },
      ...{ email: { column: 0 }, code: { column: 1 }, order_id: { column: 2 } },
      ...{ advocate_email: { constant: "a@x.test" }, campaign_uid: { constant: "spring" } },
    };
    for (const other of IMPORT_KINDS.filter((one) => one !== kind)) {
      const choices: Choices = DEFAULT_CHOICES[other];
      expect(await startCheck(db.pool, { id, mapping, choices })).toMatchObject({ ok: false, code: "invalid_choices" });
      await db.pool.query("UPDATE import_run SET state = 'checked'");
      expect(await setChoices(db.pool, { id, choices })).toMatchObject({ ok: false, code: "invalid_choices" });
    }
    expect(await viewOf(db.pool, id)).toMatchObject({ state: "checked", choices: DEFAULT_CHOICES[kind] });
  });

  test("of no kind are refused by their form", () => {
    const id = "00000000-0000-7000-8000-000000000001";
    for (const choices of [{ mode: "all" }, { repeat: "log" }, { createSegments: true }, null]) {
      expect(startCheckSchema.safeParse({ id, mapping: {}, choices }).success).toBe(false);
    }
  });
});

describe("a mapping of contacts", () => {
  const headers = ["email", "Plan", "", "x".repeat(101)];
  const problems = (mapping: Parameters<typeof mappingProblems>[1]) => mappingProblems("contacts", mapping, headers);

  test("needs a column with the e-mail, which is no value for all rows", () => {
    expect(Object.keys(problems({}))).toEqual(["email"]);
    expect(problems({ email: { constant: "a@x.test" } }).email).toContain("choose a column");
    expect(problems({ email: { column: 0 } })).toEqual({});
  });

  test("names a custom field by the header of its column, and by nothing else", () => {
    expect(customKeyOf(" Plan ")).toBe("custom:Plan");
    expect([customKeyOf(" "), customKeyOf("x".repeat(101))]).toEqual([null, null]);
    expect(problems({ email: { column: 0 }, "custom:Plan": { column: 1 } })).toEqual({});
    for (const source of [{ column: 0 }, { column: 2 }, { constant: "gold" }]) {
      expect(Object.keys(problems({ email: { column: 3 }, "custom:Plan": source }))).toEqual(["custom:Plan"]);
    }
  });

  test("gives no column to two fields, custom ones included", () => {
    const doubled = problems({ email: { column: 0 }, company: { column: 1 }, "custom:Plan": { column: 1 } });
    expect(doubled["custom:Plan"]).toBe("This column is already taken for “Company”.");
  });

  test("has at most as many custom fields as a contact", () => {
    const many = Array.from({ length: 51 }, (_, index) => `c${index}`);
    const mapping = Object.fromEntries(many.map((header, column) => [`custom:${header}`, { column: column + 1 }]));
    const found = mappingProblems("contacts", { email: { column: 0 }, ...mapping }, ["email", ...many]);
    expect(Object.values(found)).toEqual(["A contact has at most 50 custom fields. Ignore some columns."]);
  });

  test("asks of each column but e-mail and segment whether it overwrites, in the order of the file", () => {
    const mapping = {
      ...{ email: { column: 0 }, segment: { column: 4 }, company: { column: 3 }, "custom:Plan": { column: 1 } },
      ...{ status: { constant: "enrolled" }, phone: null },
    };
    expect(overwritableFields(mapping).map(({ label }) => label)).toEqual(["Plan", "Company", "Status"]);
  });
});

test("a mapping of coupon codes needs a column of codes, and says whose and of which campaign they are", () => {
  const problems = (mapping: Parameters<typeof mappingProblems>[1]) =>
    Object.keys(mappingProblems("coupons", mapping, ["c"]));
  expect(problems({})).toEqual(["code", "advocate_email", "campaign_uid"]);
  const rest = { advocate_email: { constant: "a@x.test" }, campaign_uid: { constant: "spring" } };
  expect(problems({ code: { constant: "A" }, ...rest })).toEqual(["code"]);
  expect(problems({ code: { column: 0 }, ...rest })).toEqual([]);
});
