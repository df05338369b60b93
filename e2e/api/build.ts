import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** What the production build says of itself: read, so that nothing it serves can be forgotten. */
const build = fileURLToPath(new URL("../../.next", import.meta.url));

type Manifest = Record<"node" | "edge", Record<string, { filename: string; exportedName: string }>>;

/** Every server action of the build, by "file#name", with the id by which it is called. */
export function listActions(): Map<string, string> {
  const { node, edge } = read<Manifest>("server/server-reference-manifest.json");
  return new Map(
    Object.entries({ ...node, ...edge }).map(([id, { filename, exportedName }]) => [`${filename}#${exportedName}`, id]),
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
