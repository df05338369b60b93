import type { ChangeKind, Refusal, Rejection } from "@/lib/attributions/schema";
import { outcomeMessage, REFUSAL_MESSAGES, rejectionSentence } from "@/lib/attributions/wording";

/** The verb of a change, and what it makes of an attribution. */
export const CHANGE_WORDS: Record<ChangeKind, { verb: string; done: string }> = {
  deactivate: { verb: "Deactivate", done: "deactivated" },
  activate: { verb: "Activate", done: "activated" },
  reassign: { verb: "Reassign", done: "reassigned" },
};

/** "1 attribution", "12 attributions". */
export function countOf(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "attribution" : "attributions"}`;
}

/** Why one attribution was not changed, and what to do about it where something can be done. */
export function refusalSentence(code: Refusal | Rejection): string {
  return code in REFUSAL_MESSAGES ? outcomeMessage(code) : rejectionSentence(code as Rejection);
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** How long ago an instant was: "2 minutes ago". */
export function timeAgo(iso: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1000);
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-Math.floor(seconds / size), unit);
}
