"use client";

import { useQueryStates } from "nuqs";
import { ExportLink } from "@/components/data-table/export-link";
import { contactSearchParams, serializeContactParams } from "@/lib/contacts/columns";
import { CONTACTS } from "./contact-href";

/** Downloads the contacts of the list. */
export function ExportContacts() {
  const [params] = useQueryStates(contactSearchParams);
  const query = serializeContactParams({ ...params, size: null, after: null, before: null });
  return <ExportLink href={`${CONTACTS}/export${query}`} />;
}
