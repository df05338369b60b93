import { expect, test } from "vitest";
import { gathering } from "./gathering";

/** Groups that end when the test says so, and what each was of. */
function heldGroups({ most = 3, atOnce = 2, isAgain = true } = {}) {
  const groups: { of: string[]; end: () => void; fail: (error: Error) => void }[] = [];
  const ask = gathering<string, string>({
    laneOf: (one) => one.slice(0, 1),
    apartBy: (one) => /twin\d/.exec(one)?.[0] ?? null,
    runGroup: (of) =>
      new Promise((resolve, reject) => {
        groups.push({ of, end: () => resolve(of.map((one) => `${one}!`)), fail: reject });
      }),
    isAgain: () => isAgain,
    ...{ most, atOnce },
  });
  return { groups, ask, of: () => groups.map(({ of }) => of) };
}

/** Everything that is due without any time passing. */
const settle = () => new Promise(setImmediate);

test("who comes alone is run alone at once; what comes meanwhile is the next group, each answered in its place", async () => {
  const { groups, ask, of } = heldGroups();
  const answers = [ask("a1"), ask("a2"), ask("a3")];
  expect(of()).toEqual([["a1"]]);
  groups[0]!.end();
  await settle();
  expect(of()).toEqual([["a1"], ["a2", "a3"]]);
  groups[1]!.end();
  expect(await Promise.all(answers)).toEqual(["a1!", "a2!", "a3!"]);
});

test("a group that is full does not wait for the one before; there are never more at once than may be", async () => {
  const { groups, ask, of } = heldGroups();
  const answers = Array.from({ length: 8 }, (_, nth) => ask(`a${nth}`));
  expect(of()).toEqual([["a0"], ["a1", "a2", "a3"]]);
  groups[1]!.end();
  await settle();
  expect(of()).toEqual([["a0"], ["a1", "a2", "a3"], ["a4", "a5", "a6"]]);
  groups[0]!.end();
  groups[2]!.end();
  await settle();
  expect(of()[3]).toEqual(["a7"]);
  groups[3]!.end();
  expect(await Promise.all(answers)).toHaveLength(8);
});

test("nobody is held up by groups that take long, however long after them they come", async () => {
  const { groups, ask, of } = heldGroups({ atOnce: 3 });
  const stuck = ask("a1");
  const meanwhile = ask("a2");
  await expect.poll(of).toEqual([["a1"], ["a2"]]);
  groups[1]!.end();
  expect(await meanwhile).toBe("a2!");
  await settle();
  const later = ask("a3");
  expect(of()).toEqual([["a1"], ["a2"], ["a3"]]);
  groups[2]!.end();
  expect(await later).toBe("a3!");
  groups[0]!.end();
  expect(await stuck).toBe("a1!");
});

test("lanes do not wait for each other", async () => {
  const { groups, ask, of } = heldGroups();
  const answers = [ask("a0"), ask("b0")];
  expect(of()).toEqual([["a0"], ["b0"]]);
  for (const { end } of groups) end();
  expect(await Promise.all(answers)).toEqual(["a0!", "b0!"]);
});

test("two that are called the same are never on their way at once, and hold up nobody else", async () => {
  const { groups, ask, of } = heldGroups();
  const answers = [ask("a-twin1"), ask("a-twin1"), ask("a-twin1"), ask("a-twin2"), ask("a-twin2")];
  expect(of()).toEqual([["a-twin1"], ["a-twin2"]]);
  groups[1]!.end();
  await settle();
  expect(of()).toEqual([["a-twin1"], ["a-twin2"], ["a-twin2"]]);
  groups[0]!.end();
  groups[2]!.end();
  await settle();
  expect(of()[3]).toEqual(["a-twin1"]);
  groups[3]!.end();
  await settle();
  expect(of()[4]).toEqual(["a-twin1"]);
  groups[4]!.end();
  expect(await Promise.all(answers)).toHaveLength(5);
});

/** A group of two, "a1" and "a2", that fails. */
async function aFailedPair(options?: Parameters<typeof heldGroups>[0]) {
  const { groups, ask, of } = heldGroups(options);
  const first = ask("a0");
  const answers = Promise.allSettled([ask("a1"), ask("a2")]);
  groups[0]!.end();
  await first;
  await settle();
  groups[1]!.fail(new Error("the group failed"));
  return { groups, answers, of };
}

test("of a group that fails each is run once more, alone: only the one that fails then is not answered", async () => {
  const { groups, answers, of } = await aFailedPair();
  await settle();
  groups[2]!.fail(new Error("a1 fails alone, too"));
  await settle();
  groups[3]!.end();
  expect(of().slice(1)).toEqual([["a1", "a2"], ["a1"], ["a2"]]);
  expect(await answers).toEqual([
    { status: "rejected", reason: new Error("a1 fails alone, too") },
    { status: "fulfilled", value: "a2!" },
  ]);
});

test("what may have happened is not done again: all of the group are told that it failed", async () => {
  const { answers, of } = await aFailedPair({ isAgain: false });
  expect((await answers).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(of()).toHaveLength(2);
});
