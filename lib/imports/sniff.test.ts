import { describe, expect, test } from "vitest";
import { bytesOf } from "@/lib/testing/csv-files";
import { DELIMITERS, ENCODINGS } from "./schema";
import { sniffFormat } from "./sniff";

const format = (text: string | Uint8Array) => {
  const sniffed = sniffFormat(typeof text === "string" ? bytesOf(text) : text);
  return "format" in sniffed ? sniffed.format : sniffed.refusal;
};
const bytes = (...list: number[]) => Uint8Array.from(list);

describe("the encoding", () => {
  const text = "customer_email;name\nzoe@example.com;Zoë\nsam@example.com;Sam\n";

  test.each(ENCODINGS)("is recognised without a byte order mark: %s", (encoding) => {
    expect(format(bytesOf(text, encoding))).toMatchObject({ encoding, delimiter: ";", header: true });
  });

  test.each(["utf-8", "utf-16le", "utf-16be"] as const)("is that of the byte order mark: %s", (encoding) => {
    expect(format(bytesOf(`\uFEFF${text}`, encoding))).toMatchObject({ encoding, delimiter: ";", header: true });
    expect(format(bytesOf("\uFEFF名前,中\n中,名前\n", encoding))).toMatchObject({ encoding, delimiter: "," });
  });

  test("is UTF-8 where the head ends in the middle of a character", () => {
    const whole = bytesOf("name\nZoë 中 😀");
    for (const cut of [1, 2, 3]) expect(format(whole.subarray(0, -cut))).toMatchObject({ encoding: "utf-8" });
    const long = new Uint8Array(1024 ** 2).fill(0x61);
    expect(format(Buffer.concat([long.subarray(1), bytes(0xc3)]))).toMatchObject({ encoding: "utf-8" });
  });

  test("is Windows-1252 where the only accent is the last letter of the file", () => {
    expect(format(bytesOf("name\nJosé", "windows-1252"))).toMatchObject({ encoding: "windows-1252" });
  });

  test("is Windows-1252 for what is no UTF-8", () => {
    expect(format(bytesOf("a,b\nZoë,“hi” €5\n", "windows-1252"))).toMatchObject({ encoding: "windows-1252" });
  });
});

describe("a file is refused", () => {
  test("as a spreadsheet: a new one, an OpenDocument one and an old one", () => {
    expect(format(bytes(0x50, 0x4b, 0x03, 0x04, 0x14, 0, 6, 0))).toBe("spreadsheet");
    expect(format(bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1))).toBe("spreadsheet");
  });

  test("as no text: a picture, an archive, a document, bytes at random", () => {
    expect(format(Buffer.from("%PDF-1.7\n1 0 obj\n"))).toBe("not_text");
    expect(format(bytes(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3))).toBe("not_text");
    expect(format(bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe("not_text");
    let state = 1;
    const random = Uint8Array.from({ length: 4_096 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return state >> 8;
    });
    expect(format(random)).toBe("not_text");
    expect(format(new Uint8Array(4_096))).toBe("not_text");
  });

  test.each(["", " \r\n\t\n", "\uFEFF", "\uFEFF\n\n", ";;;\n;;;\n", "sep=;\n", "sep=;\r\n;;\r\n", '"",""\n'])(
    "as empty: %j",
    (text) => {
      expect(format(text)).toBe("empty_file");
    },
  );

  test("but not for a few NUL bytes in a text", () => {
    expect(format("a\0,b\n1,\0\0\n3,4\n")).toMatchObject({ encoding: "utf-8", delimiter: ",", header: true });
  });
});

describe("the delimiter", () => {
  test.each(DELIMITERS)("is recognised: %j", (delimiter) => {
    const text = `a${delimiter}b${delimiter}c\n1x${delimiter}2${delimiter}3\n4${delimiter}5${delimiter}6`;
    expect(format(text)).toMatchObject({ delimiter, header: true });
    expect(format(`a${delimiter}b`)).toMatchObject({ delimiter });
  });

  test.each([
    ["sep=;\na,b,c\n1,2,3\n", ";"],
    ["SEP=|\r\na;b\r\n", "|"],
    ['"sep=\t"\na,b\n', "\t"],
    ["\uFEFFsep=,\na;b\n", ","],
  ])("is what the first line says: %j", (text, delimiter) => {
    expect(format(text)).toMatchObject({ delimiter, header: true });
  });

  test("is not one that stands inside of quoted cells", () => {
    expect(format('a;b\n"1,2,3";"x,y"\n"4,5,6";"z,w"\n')).toMatchObject({ delimiter: ";" });
    expect(format('name,note\n"a;b;c","1;2\n3;4"\n"d;e;f",x\n')).toMatchObject({ delimiter: "," });
  });

  test("is not the comma of decimal numbers and sentences", () => {
    expect(format("name;amount\nA;1,50\nB;2,25\n")).toMatchObject({ delimiter: ";" });
    expect(format("A;1,50\nB;2,25\n")).toMatchObject({ delimiter: ";" });
    expect(format("name\tnote\nA\tfirst, second\nB\tone, two, three\n")).toMatchObject({ delimiter: "\t" });
  });

  test("is recognised where some rows are short, long, blank or end in delimiters", () => {
    const rows = ["a;b;c", "1;2;3", "", "1;2", "1;2;3;4", ";;", "x,y;2;3", "1;2;3", "1;2;3"];
    expect(format(rows.join("\r\n"))).toMatchObject({ delimiter: ";" });
  });

  test("is a comma where there is one column", () => {
    expect(format("customer_email\nzoe@example.com\nsam@example.com\n")).toMatchObject({
      delimiter: ",",
      header: true,
    });
    expect(format("word")).toMatchObject({ delimiter: "," });
  });

  test("is judged by whole rows where the file is longer than the sample", () => {
    const text = `a;b;c\n${"1;2,5;3\n".repeat(50_000)}`;
    expect(format(text)).toMatchObject({ delimiter: ";", quote: '"', header: true });
  });
});

describe("the quote", () => {
  test.each(["'a','b'\n'1,2','3'\n", "a;b\n'x;y';'z'\n'1';'2'\n"])("is ' where it encloses cells: %j", (text) => {
    expect(format(text)).toMatchObject({ quote: "'" });
  });

  test.each([
    "a,b\nO'Brien,it's\n'tis,x\n",
    "a,b\n'x',1\ny,2\nz,3\n",
    `"a","b"\n"'x'","'y'"\n`,
    `'a','b'\n"1",'2'\n`,
    "a,b\n",
  ])('is " in all other files: %j', (text) => {
    expect(format(text)).toMatchObject({ quote: '"' });
  });
});

describe("the first row", () => {
  test.each([
    "customer_email,status\nzoe@example.com,active\n",
    "a,b\n",
    ",b\n1,2\n",
    "Name,Code 2\nx,y\n",
    // Exports that were put together have their header in them again.
    "code,status\nX1,active\ncode,status\nX2,active\n",
  ])("names the columns: %j", (text) => {
    expect(format(text)).toMatchObject({ header: true });
  });

  test.each([
    "zoe@example.com,active\nsam@example.com,active\n",
    " ZOE@EXAMPLE.COM ,x\n",
    "SAM-10,42\n",
    "SAM-10,1.234,50\n",
    "SAM-10,2026-11-24\n",
    "SAM-10,24.11.2026 10:00\n",
    "SAM-10,2026-11-24T10:00:00Z\n",
    "spring,active\nsummer,active\nspring,inactive\n",
  ])("holds data already: %j", (text) => {
    expect(format(text)).toMatchObject({ header: false });
  });
});
