import { describe, expect, test } from "vitest";
import { inPieces, PLAIN_FORMAT, readText, readWhole } from "@/lib/testing/csv-files";
import { readCsv } from "./csv-reader";
import { FILE_REFUSALS } from "./schema";

const cellsOf = async (...given: Parameters<typeof readText>) =>
  (await readText(...given)).rows.map(({ cells }) => cells);
const linesOf = async (...given: Parameters<typeof readText>) =>
  (await readText(...given)).rows.map(({ line }) => line);

describe("a real file", () => {
  test("with line breaks and quotes inside of quoted cells keeps them as they are", async () => {
    const text = 'a,b\n"one\r\ntwo\nthree\rfour","say ""hi"""\n"""",""""""\n';
    expect(await cellsOf(text)).toEqual([
      ["one\r\ntwo\nthree\rfour", 'say "hi"'],
      ['"', '""'],
    ]);
  });

  test("with CRLF, CR and LF mixed has a row for each of its lines", async () => {
    const text = "a,b\r\n1,2\r3,4\n5,6\r\r\n7,8";
    expect(await cellsOf(text)).toEqual([
      ["1", "2"],
      ["3", "4"],
      ["5", "6"],
      ["7", "8"],
    ]);
    expect(await linesOf(text)).toEqual([2, 3, 4, 6]);
  });

  test("with delimiters at the end of its lines has no columns more", async () => {
    const file = await readText("a,b,,\n1,2,,\n3,,, \n4,5\n6,7,8,\n");
    expect(file.headers).toEqual(["a", "b"]);
    expect(file.rows.map(({ cells }) => cells)).toEqual([
      ["1", "2"],
      ["3", ""],
      ["4", "5"],
      ["6", "7", "8"],
    ]);
  });

  test("with blank lines, lines of delimiters and lines of white space has no rows for them, but counts them", async () => {
    const text = '\n  \na;b\n\n;\n1;2\n\u00A0;\u200B\n"";""\n3;4\n\n';
    expect((await readText(text, { delimiter: ";" })).headers).toEqual(["a", "b"]);
    expect(await linesOf(text, { delimiter: ";" })).toEqual([6, 9]);
  });

  test("with short and long rows gives each the cells that it has", async () => {
    expect(await cellsOf("a,b\n1\n1,2,3\n")).toEqual([["1"], ["1", "2", "3"]]);
  });

  test("with padded, upper-case e-mails and look-alike spaces keeps the cells as they are", async () => {
    expect(await cellsOf("a,b\n ZOE@EXAMPLE.COM ,\u00A0x\u2003\n")).toEqual([[" ZOE@EXAMPLE.COM ", "\u00A0x\u2003"]]);
  });

  test("with duplicate headers has a name for each column", async () => {
    const { headers } = await readText("email,email,email (2),email\n");
    expect(headers).toEqual(["email", "email (2)", "email (2) (2)", "email (3)"]);
  });

  test("with empty header cells names them by their number, and trims the others", async () => {
    const { headers } = await readText("\uFEFF\u200Ba ,,\u00A0,b\u3000,Column 2,\n");
    expect(headers).toEqual(["a", "Column 2", "Column 3", "b", "Column 2 (2)"]);
  });

  test.each([
    ["sep=;\r\na;b\r\n1;2\r\n", ";"],
    ["SEP=,\na,b\n1,2\n", ","],
    ["sep=\t\na\tb\n1\t2\n", "\t"],
    ['"sep=;"\na;b\n1;2\n', ";"],
    ["sep=;;;\na;b\n1;2\n", ";"],
    ["sep=|\na;b\n1;2\n", ";"],
  ] as const)("with a first line %j has neither a row nor a header for it", async (text, delimiter) => {
    expect(await readText(text, { delimiter })).toEqual({
      headers: ["a", "b"],
      rows: [{ line: 3, cells: ["1", "2"] }],
    });
  });

  test("of 100 columns has 100 columns, and of 1,000 it has 1,000", async () => {
    for (const width of [100, 1_000]) {
      const row = Array.from({ length: width }, (_, index) => `x${index}`);
      expect(await readText(`${row}\n${row}\n`)).toEqual({ headers: row, rows: [{ line: 2, cells: row }] });
    }
  });

  test("of one row has one row, with or without a header and a last line break", async () => {
    expect(await readText("a,b\n1,2")).toEqual({ headers: ["a", "b"], rows: [{ line: 2, cells: ["1", "2"] }] });
    expect(await readText("1,2,\n", { header: false })).toEqual({
      headers: ["Column 1", "Column 2", "Column 3"],
      rows: [{ line: 1, cells: ["1", "2", ""] }],
    });
  });

  test.each(["a,b", "a,b\r\n", "\uFEFFa,b\n\n,\n"])(
    "of nothing but a header, %j, is one batch without rows",
    async (text) => {
      const batches = [];
      for await (const batch of readCsv(inPieces(Buffer.from(text)), PLAIN_FORMAT)) batches.push(batch);
      expect(batches).toEqual([{ headers: ["a", "b"], rows: [] }]);
    },
  );

  test.each(["", "\n\n", ",,\n"])("of nothing, %j, is one batch without headers", async (text) => {
    expect(await readText(text)).toEqual({ headers: [], rows: [] });
  });

  test("with NUL bytes keeps them in their cells", async () => {
    expect(await cellsOf('a,b\n\0,1\0"2\n"\0",\n')).toEqual([
      ["\0", '1\0"2'],
      ["\0", ""],
    ]);
  });

  test("in Windows-1252, and in UTF-16 with a byte order mark, reads as the text it is", async () => {
    expect(await cellsOf("a\nZoë €5 “hi” Š\n", { encoding: "windows-1252" })).toEqual([["Zoë €5 “hi” Š"]]);
    for (const encoding of ["utf-16le", "utf-16be"] as const) {
      const file = await readText("\uFEFFa\nZoë 😀\n", { encoding });
      expect(file).toEqual({ headers: ["a"], rows: [{ line: 2, cells: ["Zoë 😀"] }] });
    }
  });
});

describe("a quote", () => {
  test.each([
    ['"a"b,c', ["ab", "c"]],
    ['"a" ,c', ["a ", "c"]],
    ['"a"b"c",d', ['ab"c"', "d"]],
    ['5" pipe,c', ['5" pipe', "c"]],
    ['a,  "b,c"', ["a", "b,c"]],
    ['a,\u00A0"b,c"', ["a", '\u00A0"b', 'c"']],
    ["a,  b", ["a", "  b"]],
    ["'a,b'", ["'a", "b'"]],
  ])("in %s reads as a spreadsheet would", async (line, cells) => {
    expect(await cellsOf(`x,y\n${line}\n`)).toEqual([cells]);
  });

  test("of the other kind encloses only where the format says so", async () => {
    expect(await cellsOf(`a,b\n'x,''y',"z"\n`, { quote: "'" })).toEqual([["x,'y", '"z"']]);
  });

  test("that is never closed is a fault of its row, not of those before it", async () => {
    expect((await readText('a,b\n1,2\n3,"x\n4,5\n6,7\n')).rows).toEqual([
      { line: 2, cells: ["1", "2"] },
      { line: 3, cells: ["3", "x\n4,5\n6,7\n"], fault: "unclosed_quote" },
    ]);
  });

  test("that is never closed in the header refuses the file, which would seem to have no rows", async () => {
    await expect(readText('\na,"b\n1,2\n')).rejects.toMatchObject({ refusal: "unclosed_quote", line: 2 });
  });
});

describe("a cell of 10 MB", () => {
  const size = 10 * 1024 ** 2;
  const after = [2, 4].map((line) => ({ line, cells: ["1", "2"] }));

  test.each([
    ["quoted", `"${"x".repeat(size - 1)}\n"`, 1],
    ["not quoted", "x".repeat(size), 0],
    ["of line breaks", `"${"x".repeat(1_000)}${"\r\n".repeat(size / 2)}"`, size / 2],
    ["of doubled quotes", `"${"x".repeat(1_000)}${'""'.repeat(size / 2)}"`, 0],
  ])("%s is cut, is a fault of its row alone, and its lines are counted", async (_name, cell, lineBreaks) => {
    const { rows } = await readText(`a,b\n1,2\n${cell},y\n1,2\n`);
    expect(rows).toEqual([
      after[0],
      { line: 3, cells: [`${"x".repeat(1_000)}…`, "y"], fault: "cell_too_large" },
      { ...after[1], line: 4 + lineBreaks },
    ]);
  });

  test("of spaces is as good as empty", async () => {
    expect((await readText(`a,b\n${" ".repeat(size)}"x",1\n`)).rows).toEqual([{ line: 2, cells: ["x", "1"] }]);
  });
});

test("a cell of exactly 100,000 characters is whole; one more is too large, and no character is cut in two", async () => {
  const whole = "😀".repeat(50_000);
  expect((await readText(`a\n${whole}\n`)).rows).toEqual([{ line: 2, cells: [whole] }]);
  const { rows } = await readText(`a\nx${whole}\n`);
  expect(rows).toEqual([{ line: 2, cells: [`x${"😀".repeat(499)}…`], fault: "cell_too_large" }]);
});

async function* repeated(first: string, piece: string, times: number) {
  yield Buffer.from(first);
  const bytes = Buffer.from(piece);
  for (let count = 0; count < times; count++) yield bytes;
}

describe("a file is given up, with the line,", () => {
  test("where an open quote swallows more than 64 MB", async () => {
    const endless = repeated('a,b\n1,2\n3,"', "x,y\n".repeat(16_384), 1_025);
    await expect(readWhole(endless)).rejects.toMatchObject({ refusal: "unclosed_quote", line: 3 });
  });

  test("where a row has more than 1,000 columns, in one piece or in many", async () => {
    const wide = `a\n1\n${",".repeat(1_000)}\n`;
    await expect(readText(wide)).rejects.toMatchObject({ refusal: "too_many_columns", line: 3 });
    await expect(readWhole(inPieces(Buffer.from(wide), [7]))).rejects.toMatchObject({ refusal: "too_many_columns" });
  });

  test("where it has more than 5,000,000 rows", async () => {
    const rows = async (count: number) => {
      let read = 0;
      for await (const batch of readCsv(repeated("a\n", "1\n".repeat(10_000), count / 10_000), PLAIN_FORMAT)) {
        read += batch.rows.length;
      }
      return read;
    };
    expect(await rows(5_000_000)).toBe(5_000_000);
    await expect(rows(5_010_000)).rejects.toMatchObject({ refusal: "too_many_rows", line: 5_000_002 });
  });

  test("for a reason that has words", () => {
    expect(FILE_REFUSALS).toEqual(expect.arrayContaining(["unclosed_quote", "too_many_columns", "too_many_rows"]));
  });
});

test("batches are small, and the next one is read only when it is asked for", async () => {
  let taken = 0;
  async function* counted() {
    for await (const piece of repeated("a,b\n", "1,2\n".repeat(1_000), 1_000)) {
      taken++;
      yield piece;
    }
  }
  for await (const { rows } of readCsv(counted(), PLAIN_FORMAT)) {
    expect(rows.length).toBeLessThanOrEqual(5_000);
    break;
  }
  expect(taken).toBeLessThan(10);
});

test("a long file lets other work have its turn, even where its bytes are all there", async () => {
  let turns = 0;
  const other = setInterval(() => turns++, 1);
  await readWhole(inPieces(Buffer.from(`a\n"${"x\n".repeat(10_000_000)}"\n`)));
  clearInterval(other);
  expect(turns).toBeGreaterThan(0);
});
