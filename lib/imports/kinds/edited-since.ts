import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Run } from "../run-record";

/** Whether somebody else than an import and its undo changed an attribution last; null where there is none. */
export function isEditedSince({ actorId, undoActorId }: Run, attributionId: Sql): Sql {
  return sql`(
    SELECT actor_id <> ALL(${[actorId, undoActorId].filter(Boolean)}::uuid[]) FROM attribution_event
    WHERE attribution_id = ${attributionId} ORDER BY id DESC LIMIT 1)`;
}
