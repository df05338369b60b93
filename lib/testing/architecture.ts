import { posix } from "node:path";
import type { Source } from "./sources";

/**
 * The features of lib, the lowest first: a feature imports itself and those in the rows above its own, never one beside
 * it. A new feature is declared here, in the row it belongs to (docs: "Direction" in the design).
 */
export const LAYERS = [
  ["log", "money"],
  ["db"],
  ["audit"],
  ["codes"],
  ["contacts", "segments", "users", "api-keys", "settings"],
  ["campaigns"],
  ["attributions"],
  ["rewards"],
  ["orders"],
  ["imports", "visitors", "journeys", "automations", "webhooks", "integrations"],
  ["privacy"],
];

/** What only doors use: who is asking, and how to answer. Each imports itself and the parts of lib that it names. */
export const FOR_DOORS: Record<string, string[]> = {
  auth: ["log", "db", "users"],
  http: ["log", "db", "users", "auth", "api-keys", "integrations"],
};

/** Files of lib that hold words, shapes and pure decisions, fit for a browser; by their name, or their path. */
const PURE = /(^lib\/log|\/(schema|columns|wording|rules)|^lib\/http\/(result|error-codes))\.ts$/;
/** Those that components may use as they are; of all other files of lib they use types only. */
const FOR_COMPONENTS = /^lib\/[^/]+\/(kinds\/([^/]+\/)?)?(schema|columns|wording)\.ts$/;
/** Server actions: what a component calls is a door, so it is a file of app. */
const ACTIONS = /^app\/.*\/([^/]+-)?actions?\.ts$/;

export type Import = { path: string; to: string; typeOnly: boolean };

/** Tests and what makes them, which may look anywhere. */
export function isTest({ path }: Source): boolean {
  return (
    /\.(test|spec|bench)\.(tsx?|mjs)$/.test(path) ||
    /^(lib\/testing|e2e|scripts\/bench|scripts\/launcher\/built)\//.test(path)
  );
}

/** Every import of one of our own files by another; also of types, and those made at run time. */
export function findImports(sources: Source[]): { imports: Import[]; unresolved: string[] } {
  const known = new Set(sources.map(({ path }) => path));
  const imports: Import[] = [];
  const unresolved: string[] = [];
  for (const { path, text } of sources.filter((source) => /\.(tsx?|m?js)$/.test(source.path))) {
    for (const { specifier, typeOnly } of parseImports(text)) {
      const asked = specifier.startsWith("@/")
        ? specifier.slice(2)
        : posix.normalize(posix.join(posix.dirname(path), specifier));
      if (asked.startsWith("lib/db/generated/")) continue;
      const to = ["", ".ts", ".tsx", ".mjs", ".d.mts", "/index.ts", "/index.tsx"]
        .map((ending) => asked + ending)
        .find((candidate) => known.has(candidate));
      if (to) imports.push({ path, to, typeOnly });
      else unresolved.push(`${path} imports ${specifier}`);
    }
  }
  return { imports, unresolved };
}

function parseImports(text: string): { specifier: string; typeOnly: boolean }[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const statements = code.matchAll(/^\s*(?:import|export)\s+(?:([^;"']*?)\s+from\s+)?["']([^"']+)["']/gm);
  const calls = code.matchAll(/\bimport\(\s*["']([^"']+)["']/g);
  return [
    ...[...statements].map(([, clause = "", specifier]) => ({ specifier: specifier!, typeOnly: isTypeOnly(clause) })),
    ...[...calls].map(([, specifier]) => ({ specifier: specifier!, typeOnly: false })),
  ].filter(({ specifier }) => /^(@\/|\.)/.test(specifier));
}

/** Whether nothing but types is imported: `type { A }`, or a type before every name in the braces. */
function isTypeOnly(clause: string): boolean {
  if (/^type\s/.test(clause)) return true;
  const names = /^\{([^}]*)\}$/
    .exec(clause.trim())?.[1]
    ?.split(",")
    .map((name) => name.trim());
  return names?.filter(Boolean).every((name) => name.startsWith("type ")) ?? false;
}

/** The part of the house a file is in: a feature of lib as `lib/<feature>`, otherwise the folder at the top. */
function partOf(path: string): string {
  const [top, second] = path.split("/") as [string, string | undefined];
  if (!second) return "root";
  return top === "lib" ? `lib/${second.replace(/\.ts$/, "")}` : top;
}

/** Each import that goes against the direction of the design, with what is wrong. */
export function findWrongDirections(sources: Source[]): string[] {
  const tests = new Set(sources.filter(isTest).map(({ path }) => path));
  return findImports(sources).imports.flatMap((one) => {
    const problem = tests.has(one.path) ? null : whyNot(one);
    return problem ? [`${one.path} imports ${one.to}: ${problem}`] : [];
  });
}

function whyNot({ path, to, typeOnly }: Import): string | null {
  const [from, target] = [partOf(path), partOf(to)];
  if (from === target) return null;
  if (target === "lib/testing" || target === "e2e") return "only tests use what is made for tests";
  if (from.startsWith("lib/")) return target.startsWith("lib/") ? whyNotWithinLib(from, target) : "lib knows lib only";
  if (from === "components") return whyNotInComponent(to, typeOnly);
  if (from === "scripts") return "scripts are plain Node and know nothing of the application";
  if (target === "prisma" && from !== "app") return "demo data is loaded by app only";
  return target === "scripts" ? "scripts are for the command line" : null;
}

function whyNotWithinLib(from: string, target: string): string | null {
  const [feature, used] = [from.slice(4), target.slice(4)];
  const layer = LAYERS.findIndex((features) => features.includes(feature));
  const lower = feature in FOR_DOORS ? FOR_DOORS[feature]! : LAYERS.slice(0, Math.max(0, layer)).flat();
  return lower.includes(used) ? null : `${from} may import ${lower.join(", ") || "nothing"} only`;
}

function whyNotInComponent(to: string, typeOnly: boolean): string | null {
  if (to.startsWith("lib/")) {
    return typeOnly || FOR_COMPONENTS.test(to) ? null : "components use schema, columns, wording and types of lib only";
  }
  return ACTIONS.test(to) ? null : "components use server actions of app only";
}

/** The features of lib that have no place in LAYERS or FOR_DOORS yet. */
export function findUndeclaredFeatures(sources: Source[]): string[] {
  const declared = new Set([...LAYERS.flat(), ...Object.keys(FOR_DOORS), "testing"]);
  const features = sources.filter(({ path }) => path.startsWith("lib/") && !/\.test\.tsx?$/.test(path));
  const unknown = features.map(({ path }) => partOf(path).slice(4)).filter((feature) => !declared.has(feature));
  return [...new Set(unknown)].map(
    (feature) =>
      `lib/${feature}: declare it in LAYERS of lib/testing/architecture.ts, in the row whose parts it may import`,
  );
}

/** Every circle of imports, types included, as the paths along it. */
export function findCycles(sources: Source[]): string[] {
  const next = new Map<string, string[]>();
  for (const { path, to } of findImports(sources).imports) next.set(path, [...(next.get(path) ?? []), to]);
  const finished = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    const begin = trail.indexOf(path);
    if (begin >= 0) cycles.push([...trail.slice(begin), path].join(" → "));
    if (begin >= 0 || finished.has(path)) return;
    for (const to of next.get(path) ?? []) visit(to, [...trail, path]);
    finished.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return cycles;
}

/** Files that only hand on what other files hold. */
export function findBarrels(sources: Source[]): string[] {
  return sources
    .filter(({ path, text }) => /(^|\/)index\.(tsx?|mjs)$/.test(path) || /^\s*export\s+(type\s+)?\*/m.test(text))
    .map(({ path }) => path);
}

/** Files of lib that a browser could be sent by mistake. */
export function findUnguarded(sources: Source[]): string[] {
  return sources
    .filter((source) => source.path.startsWith("lib/") && /\.tsx?$/.test(source.path) && !isTest(source))
    .filter(({ path, text }) => !PURE.test(path) && !/^import "server-only";$/m.test(text))
    .map(({ path }) => path);
}

/** The only files that write the attribution tables. */
const ATTRIBUTION_WRITERS = ["statements", "handover-statements", "merge-statements"].map(
  (name) => `lib/attributions/${name}.ts`,
);

/** Every writing statement on the attribution tables outside of the files for them. */
export function findForeignWrites(sources: Source[]): string[] {
  const table = String.raw`(?:only\s+)?(?:"?public"?\.)?"?attribution(?:_event|_tally)?"?(?![\w-])`;
  const writes = new RegExp(
    String.raw`\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?|copy)\s+${table}` +
      String.raw`|\bupdate\s+${table}\s+(?:as\s+)?(?:\w+\s+)?set\b` +
      String.raw`|\.attribution(?:Event)?\.(?:create|update|upsert|delete)`,
    "i",
  );
  return sources
    .filter((source) => !isTest(source) && !source.path.startsWith("prisma/migrations/"))
    .filter(({ path, text }) => !ATTRIBUTION_WRITERS.includes(path) && writes.test(text))
    .map(({ path }) => path);
}
