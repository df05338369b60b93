"use client";

import { CloseButton, Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { ContactList, RETRY } from "./contact-list";
import type { PickedContact } from "./picked-contact";
import { type EligibleIn, useContactOptions } from "./use-contact-options";

type Props = {
  label: string;
  description?: string;
  placeholder?: string;
  error?: string;
  value: PickedContact | null;
  onChange: (contact: PickedContact | null) => void;
  /** Offers first those who may refer in this campaign; `only` leaves the others out. */
  eligible?: EligibleIn;
  disabled?: boolean;
  autoFocus?: boolean;
  /** As autoFocus in a dialog, which gives the focus back when it closes. */
  "data-autofocus"?: boolean;
  ref?: React.Ref<HTMLInputElement>;
};

/** "Ada Lovelace · ada@example.com", or the e-mail alone. */
function pickedLabel({ name, email }: PickedContact): string {
  return name ? `${name} · ${email}` : email;
}

/** A field that finds one of any number of contacts by name or e-mail as one types; the server searches. */
export function ContactPicker({ value, onChange, eligible, disabled, ...field }: Props) {
  // What is being typed; null while the field shows what is picked.
  const [typed, setTyped] = useState<string | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const open = combobox.dropdownOpened;
  const { groups, error, isStale, retry } = useContactOptions({ q: typed ?? "", enabled: open, eligible });
  const options = groups.flatMap((group) => group.options);
  const shown = options.map(({ id }) => id).join();
  // The list in which the arrow keys have been used: in any other one no option is active yet.
  const [walked, setWalked] = useState<string | null>(null);

  function pick(id: string) {
    if (id === RETRY) return retry();
    const option = options.find((one) => one.id === id);
    if (option) onChange(option);
    setTyped(null);
    combobox.closeDropdown();
  }

  function clear() {
    onChange(null);
    setTyped(null);
    combobox.focusTarget();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key.startsWith("Arrow")) setWalked(shown);
    if (event.key !== "Enter" || !open || combobox.getSelectedOptionIndex() !== -1) return;
    // An open list is never a form to be sent; a single match is what was meant.
    event.preventDefault();
    if (options.length === 1 && typed && !isStale) pick(options[0]!.id);
  }

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={pick}
      disabled={disabled}
      keepMounted={false}
      transitionProps={{ duration: 0 }}
    >
      <Combobox.Target
        withExpandedAttribute
        autoComplete="off"
        {...(walked === shown ? null : { "aria-activedescendant": null })}
      >
        <TextInput
          {...field}
          disabled={disabled}
          value={typed ?? (value ? pickedLabel(value) : "")}
          title={value && typed === null ? pickedLabel(value) : undefined}
          spellCheck={false}
          rightSection={rightSection({ isLoading: open && isStale, isClearable: Boolean(value) && !disabled, clear })}
          onChange={(event) => {
            const text = event.currentTarget.value;
            setTyped(text);
            if (text === "") onChange(null);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => combobox.openDropdown()}
          onBlur={() => {
            setTyped(null);
            combobox.closeDropdown();
          }}
          onKeyDown={onKeyDown}
        />
      </Combobox.Target>
      <ContactList
        {...{ groups, error, isStale }}
        pickedId={value?.id ?? null}
        emptyText={emptyText(typed, eligible)}
      />
    </Combobox>
  );
}

function rightSection({ isLoading, isClearable, clear }: { isLoading: boolean; isClearable: boolean; clear(): void }) {
  if (isLoading) return <Loader size={14} aria-hidden />;
  if (!isClearable) return null;
  return <CloseButton size="sm" aria-label="Clear" onMouseDown={(event) => event.preventDefault()} onClick={clear} />;
}

function emptyText(typed: string | null, eligible: EligibleIn | undefined): string {
  const matches = typed ? `matches “${typed.trim()}”` : "is here yet";
  if (!eligible?.only) return `No contact ${matches}.`;
  return `No eligible advocate ${matches}: one is enrolled and in a segment of ${eligible.name}.`;
}
