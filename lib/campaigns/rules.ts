import { UID_MAX_LENGTH } from "./schema";

/** "Frühling & Sommer 2027" as a uid: "fruhling-sommer-2027"; "campaign" where nothing of the name can be one. */
export function uidFromName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-");
  // Room for what makes it unique.
  return plain.slice(0, UID_MAX_LENGTH - 9).replaceAll(/^-+|-+$/g, "") || "campaign";
}
