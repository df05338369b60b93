import { personName } from "@/components/contacts/person-name";
import type { ChangeFacts } from "@/lib/attributions/record-queries";
import type { Refusal, Rejection } from "@/lib/attributions/schema";
import { EVENT_DEEDS } from "@/lib/attributions/wording";
import { timeAgo } from "./change-words";

/** The refusals that mean that somebody else was faster. */
const OVERTAKEN = new Set<Refusal | Rejection>(["already_active", "already_inactive", "standing_changed"]);

/** What happened meanwhile, to someone whose change was refused: "Grace Hopper deactivated it 2 minutes ago." */
export function Meanwhile({ code, facts }: { code: Refusal | Rejection; facts: ChangeFacts | null }) {
  if (code === "standing_exists" && facts?.standing) return `${personName(facts.standing.advocate)} stands.`;
  if (!OVERTAKEN.has(code) || !facts?.lastEvent) return null;
  const { actor, kind, at } = facts.lastEvent;
  return (
    <>
      {actor.name} {EVENT_DEEDS[kind]} <time dateTime={at}>{timeAgo(at)}</time>.
    </>
  );
}
