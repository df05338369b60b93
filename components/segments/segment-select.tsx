"use client";

import { Select } from "@mantine/core";
import { useState } from "react";
import type { SegmentOption } from "@/lib/segments/queries";
import { NAME_MAX_LENGTH } from "@/lib/segments/schema";

/** The id of a segment that is still to be created, with the name that was typed. */
export const NEW_SEGMENT = "new";
/** More are found by typing a part of their name. */
const SHOWN = 50;

type Props = {
  segments: SegmentOption[];
  chosen: SegmentOption | null;
  /** Whether a name that no segment has can be chosen: the segment is created with it. */
  canCreate: boolean;
  onChoose: (segment: SegmentOption | null) => void;
};

/** Chooses a segment by a part of its name, or the name of a new one. */
export function SegmentSelect({ segments, chosen, canCreate, onChoose }: Props) {
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  const isTaken = segments.some((segment) => same(segment.name, name));
  const isOffered = canCreate && name !== "" && !isTaken;
  // What is chosen stays an option, or the field would forget its text.
  const created = chosen?.id === NEW_SEGMENT ? chosen.name : name;
  const options = segments.map(({ id, name: label }) => ({ value: id, label }));
  return (
    <Select
      label="Segment"
      description={canCreate ? "Choose one, or type a new name to create it." : undefined}
      placeholder="Type a part of its name"
      data={isOffered || chosen?.id === NEW_SEGMENT ? [...options, { value: NEW_SEGMENT, label: created }] : options}
      filter={({ options: all, search }) => {
        const part = search.trim().toLowerCase();
        const matching = all.filter((one) => "value" in one && one.label.toLowerCase().includes(part));
        return matching.filter((one, index) => index < SHOWN || ("value" in one && one.value === NEW_SEGMENT));
      }}
      renderOption={({ option }) => (option.value === NEW_SEGMENT ? `Create “${option.label}”` : option.label)}
      value={chosen?.id ?? null}
      onChange={(id) => {
        const segment = segments.find((one) => one.id === id);
        onChoose(segment ?? (id === NEW_SEGMENT && name !== "" ? { id, name } : null));
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      maxLength={NAME_MAX_LENGTH}
      searchable
      allowDeselect={false}
      data-autofocus
      withScrollArea={false}
      styles={{ options: { maxHeight: 240, overflowY: "auto" } }}
      nothingFoundMessage={canCreate ? "Type a name to create a segment." : "No segment has this name."}
      comboboxProps={{ keepMounted: false, transitionProps: { duration: 0 } }}
    />
  );
}

function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.toLowerCase();
}
