import { describe, expect, test } from "vitest";
import {
  findBarrels,
  findCycles,
  findForeignWrites,
  findImports,
  findUndeclaredFeatures,
  findUnguarded,
  findWrongDirections,
} from "./testing/architecture";
import { listSources, type Source } from "./testing/sources";

const sources = listSources();

/** A source that imports the given file, to show that each rule does find what it is there to find. */
const importing = (path: string, to: string, clause = "{ a }"): Source[] => [
  { path, text: `import ${clause} from "@/${to.replace(/\.tsx?$/, "")}";\n` },
  ...(path === to ? [] : [{ path: to, text: "" }]),
];

describe("the direction of imports", () => {
  test("is that of the design, everywhere", () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(findWrongDirections(sources)).toEqual([]);
  });

  test("is known for every feature of lib", () => {
    expect(findUndeclaredFeatures(sources)).toEqual([]);
  });

  test("is followed by every import there is: none leads nowhere", () => {
    const { imports, unresolved } = findImports(sources);
    expect(imports.length).toBeGreaterThan(200);
    expect(unresolved).toEqual([]);
  });

  test.each([
    ["a lower feature that imports a higher one", "lib/contacts/queries.ts", "lib/attributions/queries.ts"],
    ["a feature that imports one beside it", "lib/contacts/queries.ts", "lib/users/queries.ts"],
    ["a feature that imports what is for doors", "lib/attributions/commands.ts", "lib/auth/session.ts"],
    ["a feature that imports the answers of doors", "lib/users/commands.ts", "lib/http/result.ts"],
    ["the database that imports a feature", "lib/db/pool.ts", "lib/contacts/queries.ts"],
    ["lib that imports a component", "lib/attributions/columns.ts", "components/ui/theme.ts"],
    ["lib that imports a page", "lib/http/with-action.ts", "app/layout.tsx"],
    ["lib that imports a script", "lib/db/pool.ts", "scripts/start.mjs"],
    ["a component that imports a query", "components/attributions/list.tsx", "lib/attributions/queries.ts"],
    ["a component that imports a page", "components/ui/link.tsx", "app/(admin)/page.tsx"],
    ["a page that imports what is for tests", "app/page.tsx", "lib/testing/world.ts"],
    ["a page that imports a script", "app/page.tsx", "scripts/launcher/run.mjs"],
  ])("refuses %s", (_name, path, to) => {
    expect(findWrongDirections(importing(path, to))).toHaveLength(1);
  });

  test.each([
    ["a component that imports a type of a query", "components/a/b.tsx", "lib/attributions/queries.ts", "type { A }"],
    [
      "a component that imports types one by one",
      "components/a/b.tsx",
      "lib/attributions/queries.ts",
      "{ type A, type B }",
    ],
    ["a component that imports words", "components/a/b.tsx", "lib/attributions/wording.ts", "{ A }"],
    ["a component that calls a server action", "components/a/b.tsx", "app/(admin)/a/actions.ts", "{ save }"],
    ["a page that imports anything of lib", "app/page.tsx", "lib/auth/session.ts", "{ a }"],
    ["a test that imports what is for tests", "lib/users/commands.test.ts", "lib/testing/world.ts", "{ a }"],
  ])("allows %s", (_name, path, to, clause) => {
    expect(findWrongDirections(importing(path, to, clause))).toEqual([]);
  });

  test("is asked for, where a feature is new", () => {
    expect(findUndeclaredFeatures([{ path: "lib/weather/queries.ts", text: "" }])).toEqual([
      "lib/weather: declare it in LAYERS of lib/testing/architecture.ts, in the row whose parts it may import",
    ]);
  });

  test("is seen in imports of every form", () => {
    const text = [
      'import "./a";',
      "import one, { type two,",
      '  three } from "./b";',
      'export type { four } from "./c";',
      'export * as five from "./d";',
      `const six = await ${"import"}("./e");`,
      'import * as seven from "@/lib/x/f";',
      '// import eight from "./g";',
      'import { next } from "next";',
    ].join("\n");
    const files = ["a", "b", "c", "d", "e", "f", "g"].map((name) => ({ path: `lib/x/${name}.ts`, text: "" }));
    const { imports } = findImports([{ path: "lib/x/all.ts", text }, ...files]);
    expect(imports.map(({ to, typeOnly }) => [to.at(-4), typeOnly])).toEqual([
      ["a", false],
      ["b", false],
      ["c", true],
      ["d", false],
      ["f", false],
      ["e", false],
    ]);
  });
});

test("nothing imports itself by way of others", () => {
  expect(findCycles(sources)).toEqual([]);
  const circle = ["a", "b", "c"].map((name, index, all) => ({
    path: `lib/x/${name}.ts`,
    text: `import type { A } from "./${all[(index + 1) % 3]}";`,
  }));
  expect(findCycles(circle)).toEqual(["lib/x/a.ts → lib/x/b.ts → lib/x/c.ts → lib/x/a.ts"]);
});

test("there are no barrels: what is imported is imported from where it is", () => {
  expect(findBarrels(sources)).toEqual([]);
  const barrels = [
    { path: "lib/x/index.ts", text: "" },
    { path: "lib/x/all.ts", text: 'export * from "./a";\n' },
  ];
  expect(findBarrels(barrels)).toEqual(["lib/x/index.ts", "lib/x/all.ts"]);
});

test("every file of lib that is not pure says server-only, so that no browser is ever sent it", () => {
  expect(findUnguarded(sources)).toEqual([]);
  const unguarded = [
    { path: "lib/orders/queries.ts", text: "// import server-only" },
    { path: "lib/orders/schema.ts", text: "" },
    { path: "lib/orders/commands.ts", text: 'import "server-only";\n' },
  ];
  expect(findUnguarded(unguarded)).toEqual(["lib/orders/queries.ts"]);
});

describe("only lib/attributions/statements.ts writes the attribution tables", () => {
  test("in the whole project", () => {
    expect(findForeignWrites(sources)).toEqual([]);
    const door = sources.find(({ path }) => path === "lib/attributions/statements.ts")!;
    expect(findForeignWrites([{ ...door, path: "lib/attributions/commands.ts" }])).toHaveLength(1);
  });

  test.each([
    "INSERT INTO attribution (id) VALUES (1)",
    'insert  into\n "attribution_event" values (1)',
    "UPDATE attribution SET status = 'active'",
    "UPDATE public.attribution AS a SET status = 'active'",
    "DELETE FROM attribution_event",
    "TRUNCATE attribution",
    "MERGE INTO attribution USING x ON TRUE WHEN MATCHED THEN DELETE",
    "COPY attribution FROM STDIN",
    "DELETE FROM attribution_tally",
    "prisma.attribution.update({})",
    "getPrisma().attributionEvent.createMany({})",
  ])("whatever the statement: %s", (statement) => {
    expect(findForeignWrites([{ path: "lib/orders/commands.ts", text: statement }])).toHaveLength(1);
  });

  test.each([
    "SELECT * FROM attribution",
    "INSERT INTO attribution_import (id) VALUES (1)",
    "Update attribution records in bulk",
    "prisma.attribution.findMany()",
  ])("but nobody minds: %s", (statement) => {
    expect(findForeignWrites([{ path: "lib/orders/commands.ts", text: statement }])).toEqual([]);
  });
});

describe("a source file", () => {
  const code = sources.filter(({ path }) => /\.(tsx?|m?js|css)$/.test(path));
  const withLine = (pattern: RegExp) => code.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  test("has at most 300 lines", () => {
    const long = code.filter(({ text }) => text.trimEnd().split("\n").length > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test("leaves nothing to be done later", () => {
    expect(
      withLine(
        new RegExp(String.raw`\b(${["TO", "DO"].join("")}|${["FIX", "ME"].join("")}|${["XX", "X"].join("")})\b`),
      ),
    ).toEqual([]);
  });

  test("of tests leaves no test out and none alone", () => {
    expect(withLine(/\b(test|it|describe|suite)(\.\w+)*\.(only|skip|todo|fixme|fails)\b/)).toEqual([]);
  });

  test("writes to the log, not to the console, unless it is a script", () => {
    const loud = withLine(/\bconsole\.\w+\(/);
    expect(loud.filter((path) => !path.startsWith("scripts/"))).toEqual([]);
  });
});
