import "server-only";
import sql from "sql-template-tag";
import { isForeignKeyViolation, isUniqueViolation } from "@/lib/db/errors";
import type { KindWork } from "../kind";
import { countSegments, judgeRepeated, matchRows } from "./check-rows";
import { undo, undoRows } from "./undo-rows";
import { writeRows } from "./write-rows";

/** Imports of contacts. Rows repeat that are about the same contact as an earlier one. */
export const contactsWork: KindWork<"contacts"> = {
  match: matchRows,
  judgeRepeated,
  problem: sql`import_match.identity_problem`,
  countBeside: countSegments,
  write: writeRows,
  isMeanwhile: (error) =>
    isUniqueViolation(error, "contact__email_unique") ||
    isUniqueViolation(error, "contact__uid_unique") ||
    isForeignKeyViolation(error, "segment_member__segment"),
  undoRows,
  undo,
};
