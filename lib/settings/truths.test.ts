import sql from "sql-template-tag";
import { useTruths } from "@/lib/testing/truths";
import type { World } from "@/lib/testing/world";

const { refuses } = useTruths();

const set = ({ actor }: World, version: number, days = 30) =>
  sql`INSERT INTO setting (version, log_kept_days, changed_by) VALUES (${version}, ${days}, ${actor.actorId}::uuid)`;

refuses("setting__pk", {
  "of two who change the same version one is refused": (world) => [set(world, 1), set(world, 1, 60)],
});

refuses("setting__version_counts", { "versions are counted from one": (world) => set(world, 0) });

refuses("setting__log_kept_days_sensible", {
  "a request is not forgotten before its answer is": (world) => set(world, 1, 2),
  "nothing is kept for more than ten years": (world) => set(world, 1, 3651),
});

refuses("setting__changer", {
  "somebody has changed them": () =>
    sql`INSERT INTO setting (version, log_kept_days, changed_by) VALUES (1, 30, uuid_v7())`,
});

refuses("setting__append_only", {
  "a change is never changed": (world) => [set(world, 1), sql`UPDATE setting SET log_kept_days = 60`],
  "a change is never deleted": (world) => [set(world, 1), sql`DELETE FROM setting`],
  "the changes are never emptied": (world) => [set(world, 1), sql`TRUNCATE setting`],
});
