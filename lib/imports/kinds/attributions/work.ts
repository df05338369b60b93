import "server-only";
import sql from "sql-template-tag";
import { isUniqueViolation } from "@/lib/db/errors";
import type { KindWork } from "../kind";
import { countNewcomers, judgeAgain, judgeRepeated, matchRows } from "./check-rows";
import { problemOf } from "./judged-rows";
import { undoInWaves, undoRows } from "./undo-rows";
import { ChangedMeanwhile, writeRows } from "./write-rows";

/** Imports of attributions. Rows repeat that are about the same contact and campaign. */
export const attributionsWork: KindWork<"attributions"> = {
  match: matchRows,
  judgeAgain,
  judgeRepeated,
  problem: problemOf(sql`import_match`),
  countBeside: countNewcomers,
  write: writeRows,
  isMeanwhile: (error) => error instanceof ChangedMeanwhile || isUniqueViolation(error, "attribution__one_active"),
  undoRows,
  undo: undoInWaves,
};
