import { type MergeOutcome, type MergePreview, mergeContacts, previewMerge } from "@/lib/attributions/merge";
import type { Db } from "@/lib/db/pool";
import type { World } from "./world";

type Pair = { staysId: string; goesId: string };

/** What a merge would do; a test that expects a refusal asks `previewMerge` itself. */
export async function mergePreview(db: Db, pair: Pair): Promise<MergePreview> {
  const preview = await previewMerge(db, pair);
  if ("refused" in preview) throw new Error(`The merge was refused: ${preview.refused}`);
  return preview;
}

/** Merges as somebody does who looks at the preview and confirms it. */
export async function merge(db: Db, { actor }: World, pair: Pair): Promise<MergeOutcome> {
  const { version, asOf } = await mergePreview(db, pair);
  return mergeContacts(db, actor, { ...pair, version, asOf });
}
