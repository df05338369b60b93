import "server-only";
import sql from "sql-template-tag";
import { isUniqueViolation } from "@/lib/db/errors";
import type { KindWork } from "../kind";
import { countNewcomers, matchRows } from "./check-rows";
import { judgeInTurn } from "./judge-in-turn";
import { undo, undoRows } from "./undo-rows";
import { writeRows } from "./write-rows";

/** Imports of orders. Rows repeat that are about the same customer or the same order as another one. */
export const ordersWork: KindWork<"orders"> = {
  match: matchRows,
  judgeInTurn,
  problem: sql`import_match.identity_problem`,
  countBeside: countNewcomers,
  write: writeRows,
  // The only thing that two chunks of rows that stand alone can share is a UID that both give.
  isMeanwhile: (error) => isUniqueViolation(error, "contact__uid_unique"),
  undoRows,
  undo,
};
