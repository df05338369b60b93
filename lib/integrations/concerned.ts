import "server-only";
import { UUID } from "@/lib/db/conditions";

/**
 * The attributions and orders that a request which writes was about: the one in its path, and those that its answer
 * names as what came of it, in a batch of each record. Not the attribution that stood: nothing became of that.
 * @param answer what was answered, now or the first time
 */
export function recordsConcerned(target: string | null, answer: unknown): string[] {
  const { results } = (answer ?? {}) as { results?: unknown };
  const named = [answer, ...(Array.isArray(results) ? results : [])].flatMap((one) => {
    const { id, attribution_id, attempt_id } = (one ?? {}) as Record<string, unknown>;
    return [id, attribution_id, attempt_id];
  });
  const ids = [target, ...named].filter((id): id is string => typeof id === "string" && UUID.test(id));
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}
