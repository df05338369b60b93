import type { ImportField, Mapping } from "../../schema";
import { CUSTOM_PREFIX, MAX_CUSTOM_FIELDS, MAX_CUSTOM_NAME } from "./schema";

/** The fields of a row of contacts. Any other column can become a custom field under the name of its header. */
export const CONTACT_FIELDS = [
  {
    key: "email",
    label: "E-mail",
    aliases: ["mail", "email_address", "mail_address", "contact_email", "customer_email", "primary_email", "e_mail"],
    content: "email",
    hint: "Who the row is about, whatever its case.",
    perRow: true,
  },
  {
    key: "first_name",
    label: "First name",
    aliases: ["firstname", "given_name", "forename", "vorname"],
    content: "text",
    hint: "At most 200 characters.",
    perRow: true,
  },
  {
    key: "last_name",
    label: "Last name",
    aliases: ["lastname", "surname", "family_name", "nachname"],
    content: "text",
    hint: "At most 200 characters.",
    perRow: true,
  },
  {
    key: "status",
    label: "Status",
    aliases: ["contact_status", "state", "lifecycle_status"],
    content: "text",
    hint: "prospect, enrolled, unsubscribed or banned. New contacts without one are prospects.",
  },
  {
    key: "segment",
    label: "Segment",
    aliases: ["segments", "group", "list", "segment_name"],
    content: "text",
    hint: "The contact is added to it; nobody is taken out of a segment.",
  },
  {
    key: "uid",
    label: "External UID",
    aliases: ["external_uid", "external_id", "customer_uid", "contact_uid", "user_id", "customer_id", "id"],
    content: "text",
    hint: "Unique: a UID of another contact is rejected.",
    perRow: true,
  },
  {
    key: "phone",
    label: "Phone",
    aliases: ["phone_number", "mobile", "telephone", "tel"],
    content: "text",
    hint: "At most 50 characters.",
    perRow: true,
  },
  {
    key: "company",
    label: "Company",
    aliases: ["company_name", "organization", "organisation", "account", "firma"],
    content: "text",
    hint: "At most 200 characters.",
  },
] as const satisfies readonly ImportField[];
export type ContactField = (typeof CONTACT_FIELDS)[number]["key"];

/** The key of the custom field that a column becomes; null for a header that is no name. */
export function customKeyOf(header: string): string | null {
  const name = header.trim();
  return name === "" || name.length > MAX_CUSTOM_NAME ? null : CUSTOM_PREFIX + name;
}

/** The custom fields of a mapping, by their keys. */
export function customKeysOf(mapping: Mapping): string[] {
  return Object.keys(mapping).filter((key) => key.startsWith(CUSTOM_PREFIX) && mapping[key]);
}

/** The fields for which "overwrite or only fill blanks" is a question: all that write a value over another one. */
export function overwritableFields(mapping: Mapping): { key: string; label: string }[] {
  const fixed = CONTACT_FIELDS.filter(({ key }) => key !== "email" && key !== "segment" && mapping[key]);
  const custom = customKeysOf(mapping).map((key) => ({ key, label: key.slice(CUSTOM_PREFIX.length) }));
  return [...fixed, ...custom].sort((a, b) => place(mapping, a.key) - place(mapping, b.key));
}

/** In the order of the file; a value for all rows comes last. */
function place(mapping: Mapping, key: string): number {
  const source = mapping[key];
  return source && "column" in source ? source.column : Number.MAX_SAFE_INTEGER;
}

/** What is missing or wrong in a mapping, by the field it is said at. */
export function missingInContacts(mapping: Mapping, headers: string[]): Record<string, string> {
  const problems: Record<string, string> = {};
  if (!mapping.email) problems.email = "Choose the column with the contact's e-mail.";
  else if ("constant" in mapping.email) problems.email = "Each row is about another contact: choose a column.";
  const custom = customKeysOf(mapping);
  if (custom.length > MAX_CUSTOM_FIELDS) {
    problems[custom.at(-1)!] = `A contact has at most ${MAX_CUSTOM_FIELDS} custom fields. Ignore some columns.`;
  }
  for (const key of custom) {
    const source = mapping[key]!;
    if (!("column" in source) || customKeyOf(headers[source.column] ?? "") !== key) {
      problems[key] ??= "A custom field is named by the header of its column.";
    }
  }
  return problems;
}
