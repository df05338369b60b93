import { expect, test } from "vitest";
import { inPieces, readWhole } from "@/lib/testing/csv-files";
import { FIELDS, mappingProblems } from "./columns";
import { proposeColumns } from "./match-columns";
import { IMPORT_KINDS } from "./schema";
import { sniffFormat } from "./sniff";
import { templateCsv } from "./template";

test.each(IMPORT_KINDS)("the template of %s is a header that is recognised as a whole", async (kind) => {
  const text = templateCsv(kind, false);
  expect(text).toMatch(/^\uFEFF[a-z_,]+\r\n$/);
  const { headers, rows } = await readWhole(inPieces(Buffer.from(text)));
  expect([headers, rows]).toEqual([FIELDS[kind].map(({ key }) => key), []]);
  const proposals = await proposeColumns(FIELDS[kind], headers, []);
  expect(proposals.map(({ field, by }) => [field, by])).toEqual(headers.map((header) => [header, "name"]));
  const mapping = Object.fromEntries(proposals.map(({ field, column }) => [field, { column }]));
  expect(mappingProblems(kind, mapping, headers)).toEqual({});
});

test.each(IMPORT_KINDS)("the example of %s is recognised, and speaks of nobody real", async (kind) => {
  const bytes = Buffer.from(templateCsv(kind, true));
  const sniffed = sniffFormat(bytes);
  expect(sniffed).toEqual({ format: { encoding: "utf-8", delimiter: ",", quote: '"', header: true } });
  const { headers, rows } = await readWhole(inPieces(bytes));
  expect(rows.length).toBeGreaterThanOrEqual(3);
  expect(rows.filter(({ cells }) => cells.length !== headers.length)).toEqual([]);
  const mails = rows.flatMap(({ cells }) => cells.filter((cell) => cell.includes("@")));
  expect(mails.filter((mail) => !mail.endsWith("@example.com"))).toEqual([]);
});

test("the example of attributions shows each way to name an advocate, a deactivation and a date", async () => {
  const { headers, rows } = await readWhole(inPieces(Buffer.from(templateCsv("attributions", true))));
  const records = rows.map(({ cells }) => Object.fromEntries(headers.map((header, index) => [header, cells[index]])));
  expect(records.filter((row) => row.advocate_email && row.campaign_uid).length).toBeGreaterThan(0);
  expect(records.filter((row) => row.short_code && !row.coupon_code).length).toBeGreaterThan(0);
  expect(records.filter((row) => row.coupon_code && !row.short_code).length).toBeGreaterThan(0);
  expect(records.filter((row) => row.status === "inactive" && row.reason).length).toBeGreaterThan(0);
  expect(records.filter((row) => row.attributed_at).length).toBeGreaterThan(0);
});
