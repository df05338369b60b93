import "server-only";
import sql from "sql-template-tag";
import type { KindWork } from "../kind";
import { judgeRepeated, matchRows } from "./check-rows";
import { undo, undoRows } from "./undo-rows";
import { CodeTakenMeanwhile, writeRows } from "./write-rows";

/** Imports of coupon codes. Rows repeat that have the same code as an earlier one. */
export const couponsWork: KindWork<"coupons"> = {
  match: matchRows,
  judgeRepeated,
  problem: sql`import_match.identity_problem`,
  countBeside: async () => ({ contactsCreated: 0 }),
  write: writeRows,
  isMeanwhile: (error) => error instanceof CodeTakenMeanwhile,
  undoRows,
  undo,
};
