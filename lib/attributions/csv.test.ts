import Papa from "papaparse";
import { expect, test } from "vitest";
import type { AttributionRow } from "./columns";
import { attributionsCsv } from "./csv";

const row: AttributionRow = {
  id: "01900000-0000-7000-8000-000000000001",
  customer: { id: "01900000-0000-7000-8000-000000000002", name: 'Zoë "Z", Ångström', email: "zoe@example.test" },
  advocate: { id: "01900000-0000-7000-8000-000000000003", name: null, email: "sam@example.test" },
  campaign: { id: "01900000-0000-7000-8000-000000000004", uid: "spring", name: "Spring", ended: false },
  status: "inactive",
  inactiveReason: "duplicate_attempt",
  method: "coupon",
  code: "SAM-10",
  source: "api",
  actor: { id: "01900000-0000-7000-8000-000000000005", kind: "api_key", name: "HubSpot", integration: "hubspot" },
  createdAt: "2026-03-01T10:00:00.000Z",
  changedAt: null,
};

async function* batches(...given: AttributionRow[][]) {
  yield* given;
}

async function textOf(...given: AttributionRow[][]): Promise<string> {
  let text = "";
  for await (const piece of attributionsCsv(batches(...given))) text += piece;
  return text;
}

test("the batches of an export are one file with one header that reads back as it was", async () => {
  const text = await textOf([row], [{ ...row, changedAt: "2026-03-02T10:00:00.000Z" }]);
  const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(data).toHaveLength(2);
  expect(data[0]).toMatchObject({
    customer_name: 'Zoë "Z", Ångström',
    advocate_name: "",
    campaign_uid: "spring",
    inactive_reason: "duplicate_attempt",
    code: "SAM-10",
    integration: "hubspot",
    actor_kind: "api_key",
    changed_at: "",
  });
  expect(data[1]!.changed_at).toBe("2026-03-02T10:00:00.000Z");
});

test("an export of nothing is a header, marked as UTF-8 for spreadsheets", async () => {
  const text = await textOf();
  expect(text).toMatch(/^\uFEFFid,customer_id,customer_email,.*\r\n$/);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])(
  "a spreadsheet does not run %j as a formula",
  async (name) => {
    const text = await textOf([{ ...row, customer: { ...row.customer, name } }]);
    const { data } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
    expect(data[0]!.customer_name).toBe(`'${name}`);
  },
);
