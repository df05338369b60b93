import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What the production build says of itself: read, so that nothing it serves can be forgotten. */
const build = fileURLToPath(new URL("../../.next", import.meta.url));

type Action = { filename: string; exportedName: string; workers: Record<string, unknown> };
type Manifest = Record<"node" | "edge", Record<string, Action>>;

/** A page of an import is served for any id, there or not. */
const ANY_ID = "00000000-0000-7000-8000-000000000000";

/** Every server action of the build, by "file#name": the id by which it is called, and a page that calls it. */
export function listActions(): Map<string, { id: string; page: string }> {
  const { node, edge } = read<Manifest>("server/server-reference-manifest.json");
  const addresses = read<Record<string, string>>("app-path-routes-manifest.json");
  return new Map(
    Object.entries({ ...node, ...edge }).map(([id, { filename, exportedName, workers }]) => {
      const pages = Object.keys(workers).map((worker) => addresses[worker.replace(/^app/, "")]!);
      const page = pages.find((address) => !address.includes("[")) ?? pages[0]!.replace("[id]", ANY_ID);
      return [`${filename}#${exportedName}`, { id, page }];
    }),
  );
}

/** Every page and route of the build, by its address: "/settings/team" → "page". */
export function listRoutes(): Map<string, "page" | "route"> {
  return new Map(
    Object.entries(read<Record<string, string>>("app-path-routes-manifest.json"))
      .filter(([, address]) => !address.startsWith("/_"))
      .map(([file, address]) => [address, file.endsWith("/route") ? "route" : "page"]),
  );
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(`${build}/${file}`, "utf8"));
}
