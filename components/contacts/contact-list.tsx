import { Combobox } from "@mantine/core";
import classes from "./contact-list.module.css";
import type { PickedContact } from "./picked-contact";
import type { ContactGroup } from "./use-contact-options";

/** The value of the option that asks again after a failed search. */
export const RETRY = "retry";

type Props = {
  groups: ContactGroup[];
  error: string | null;
  isStale: boolean;
  pickedId: string | null;
  emptyText: string;
};

/** What a contact picker found: contacts in groups, or why there is none. */
export function ContactList({ groups, error, isStale, pickedId, emptyText }: Props) {
  return (
    <Combobox.Dropdown className={classes.dropdown}>
      <Combobox.Options className={classes.options} aria-label="Matching contacts" aria-busy={isStale}>
        {groups.map((group) => (
          <Combobox.Group key={group.label ?? ""} label={group.label}>
            {group.options.map((option) => (
              <Option key={option.id} option={option} active={option.id === pickedId} />
            ))}
          </Combobox.Group>
        ))}
        {error && (
          <Combobox.Option value={RETRY}>
            {error} <strong>Retry</strong>
          </Combobox.Option>
        )}
      </Combobox.Options>
      {!error && groups.length === 0 && (
        <Combobox.Empty role="status" className={classes.empty}>
          {isStale ? "Searching…" : emptyText}
        </Combobox.Empty>
      )}
    </Combobox.Dropdown>
  );
}

function Option({ option, active }: { option: PickedContact; active: boolean }) {
  return (
    <Combobox.Option value={option.id} active={active} aria-selected={active} className={classes.option}>
      <span className={classes.person}>
        <span className={classes.name}>{option.name ?? option.email}</span>
        {option.name && <span className={classes.email}>{option.email}</span>}
      </span>
      {option.status && option.status !== "enrolled" && <span className={classes.status}>{option.status}</span>}
    </Combobox.Option>
  );
}
