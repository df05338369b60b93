import { expect, test } from "vitest";
import { streamText } from "./stream-text";

async function* pieces(...given: (string | Error)[]) {
  for (const piece of given) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

test("a download is the text of all its pieces", async () => {
  await expect(new Response(await streamText(pieces("a", "ä", "b"))).text()).resolves.toBe("aäb");
});

test("what fails before the first piece is an error, not an empty download", async () => {
  await expect(streamText(pieces(new Error("no database")))).rejects.toThrow("no database");
});

test("what fails later breaks the download off: it never ends as if it were whole", async () => {
  const reader = (await streamText(pieces("a", new Error("database gone")))).getReader();
  await expect(reader.read()).resolves.toMatchObject({ done: false });
  await expect(reader.read()).rejects.toThrow("database gone");
});

test("a download that is given up asks for no more", async () => {
  let asked = 0;
  let ended = false;
  async function* endless() {
    try {
      for (;;) {
        asked++;
        yield "x";
      }
    } finally {
      ended = true;
    }
  }
  const reader = (await streamText(endless())).getReader();
  await reader.read();
  await reader.cancel();
  expect(ended).toBe(true);
  expect(asked).toBeLessThan(5);
});
