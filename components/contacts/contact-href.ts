export const CONTACTS = "/audience/contacts";

/** The address of one contact. */
export function contactHref(id: string): string {
  return `${CONTACTS}/${id}`;
}
