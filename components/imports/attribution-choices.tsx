"use client";

import type { AttributionChoices as Choices } from "@/lib/imports/kinds/attributions/schema";
import { Choice } from "./choice";

type Props = { choices: Choices; onChange: (part: Partial<Choices>) => void };

/** What the importer decides: of repeats, of other advocates, of contacts that do not exist. */
export function AttributionChoices({ choices, onChange }: Props) {
  return (
    <>
      <Choice
        label="A row repeats what already stands"
        value={choices.repeat}
        options={[
          ["unchanged", "Leave unchanged"],
          ["log", "Log as attempt"],
        ]}
        onChange={(repeat) => onChange({ repeat })}
      />
      <Choice
        label="Another advocate stands"
        value={choices.other}
        options={[
          ["log", "Log as inactive attempt"],
          ["reassign", "Reassign"],
        ]}
        onChange={(other) => onChange({ other })}
      />
      <Choice
        label="Create missing contacts as prospects"
        value={choices.createContacts ? "yes" : "no"}
        options={[
          ["no", "No"],
          ["yes", "Yes"],
        ]}
        onChange={(answer) => onChange({ createContacts: answer === "yes" })}
      />
    </>
  );
}
