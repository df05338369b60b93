"use client";

import type { AttributionEntry, StoryEntry } from "@/lib/attributions/contact-story";
import { EVENT_LABELS } from "@/lib/attributions/wording";
import { contactEventSentence } from "@/lib/contacts/wording";
import { ContactLink } from "./contact-link";

/** What happened to a contact or to one of its attributions. */
export function StorySentence({ entry }: { entry: StoryEntry }) {
  return entry.about === "contact" ? contactEventSentence(entry) : <AttributionSentence entry={entry} />;
}

/** "Referred by Ada in Spring: Deactivated", "Referral of Cara in Spring: Created as active". */
function AttributionSentence({ entry: { role, other, campaign, kind } }: { entry: AttributionEntry }) {
  return (
    <>
      {role === "customer" ? "Referred by" : "Referral of"} <ContactLink person={other} /> in {campaign}:{" "}
      {EVENT_LABELS[kind]}
    </>
  );
}
