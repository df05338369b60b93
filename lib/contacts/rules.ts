import type { ContactStatus } from "./schema";

/** Of two statuses of one person the one that forbids more, and who is enrolled is not made a prospect again. */
const STRONGEST: readonly ContactStatus[] = ["banned", "unsubscribed", "enrolled", "prospect"];

/** The status of the contact that stays after a merge. */
export function mergedStatus(stays: ContactStatus, goes: ContactStatus): ContactStatus {
  return STRONGEST.find((status) => status === stays || status === goes)!;
}

/** What a contact says of itself, as far as a merge can fill it in. */
export type MergeableFields = {
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  company: string | null;
  uid: string | null;
  customFields: Record<string, string>;
};

/** A field that the contact which stays gets from the other one, by its column; a custom field by its name. */
export type FilledField = { field: string; custom: boolean; value: string };

/**
 * What the contact that stays lacks and the other one has. First and last name go together: half a name of each would be
 * nobody's. An external uid that both have stays with the merged contact, where it goes on naming the person.
 */
export function filledFields(stays: MergeableFields, goes: MergeableFields): FilledField[] {
  const filled: FilledField[] = [];
  const fill = (field: string, present: string | null, offered: string | null) => {
    if (!present && offered) filled.push({ field, custom: false, value: offered });
  };
  if (!stays.firstName && !stays.lastName) {
    fill("first_name", null, goes.firstName);
    fill("last_name", null, goes.lastName);
  }
  fill("phone", stays.phone, goes.phone);
  fill("company", stays.company, goes.company);
  fill("uid", stays.uid, goes.uid);
  for (const [field, value] of Object.entries(goes.customFields)) {
    if (value && !stays.customFields[field]) filled.push({ field, custom: true, value });
  }
  return filled;
}
