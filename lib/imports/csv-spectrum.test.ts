import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inPieces, readWhole } from "@/lib/testing/csv-files";
import { sniffFormat } from "./sniff";

const folder = new URL("../../node_modules/csv-spectrum/", import.meta.url);
const names = readdirSync(new URL("csvs/", folder)).map((name) => name.replace(/\.csv$/, ""));

/** In one of them the package has no list, and another telephone number than in the file. */
function recordsAskedFor(name: string): unknown {
  const json = JSON.parse(readFileSync(new URL(`json/${name}.json`, folder), "utf8"));
  return name === "location_coordinates" ? [{ ...json, "Contact Phone Number": "2095257564" }] : json;
}

test("there are files of the spectrum", () => {
  expect(names.length).toBeGreaterThanOrEqual(12);
});

test.each(names)("the spectrum's file %s is recognised, and has the cells that are asked of it", async (name) => {
  const bytes = readFileSync(new URL(`csvs/${name}.csv`, folder));
  const sniffed = sniffFormat(bytes);
  expect(sniffed).toMatchObject({ format: { encoding: "utf-8", delimiter: ",", quote: '"', header: true } });
  const { headers, rows } = await readWhole(inPieces(bytes), "format" in sniffed ? sniffed.format : {});
  const records = rows.map(({ cells }) => Object.fromEntries(headers.map((header, index) => [header, cells[index]])));
  expect(records).toEqual(recordsAskedFor(name));
});
