import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A source file of ours: its path from the root of the project, with forward slashes, and its text. */
export type Source = { path: string; text: string };

const root = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["app", "components", "e2e", "lib", "prisma", "scripts"];

/** Every TypeScript, JavaScript, CSS and SQL file of the project, but for what Prisma and Next generate. */
export function listSources(): Source[] {
  const inFolders = FOLDERS.filter((folder) => existsSync(root + folder)).flatMap((folder) =>
    readdirSync(root + folder, { recursive: true, encoding: "utf8" }).map(
      (path) => `${folder}/${path.replaceAll("\\", "/")}`,
    ),
  );
  return [...inFolders, ...readdirSync(root)]
    .filter((path) => /\.(tsx?|m?js|css|sql)$/.test(path))
    .filter((path) => !path.startsWith("lib/db/generated/") && path !== "next-env.d.ts")
    .sort()
    .map((path) => ({ path, text: readFileSync(root + path, "utf8") }));
}
