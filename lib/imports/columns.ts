import { ATTRIBUTION_FIELDS, missingInAttributions } from "./kinds/attributions/columns";
import { CONTACT_FIELDS, customKeysOf, missingInContacts } from "./kinds/contacts/columns";
import { CUSTOM_PREFIX } from "./kinds/contacts/schema";
import { COUPON_FIELDS, missingInCoupons } from "./kinds/coupons/columns";
import { missingInOrders, ORDER_FIELDS } from "./kinds/orders/columns";
import type { ImportField, ImportKind, Mapping } from "./schema";

/** The fields of each kind. */
export const FIELDS: Record<ImportKind, readonly ImportField[]> = {
  attributions: ATTRIBUTION_FIELDS,
  contacts: CONTACT_FIELDS,
  coupons: COUPON_FIELDS,
  orders: ORDER_FIELDS,
};

const MISSING: Record<ImportKind, (mapping: Mapping, headers: string[]) => Record<string, string>> = {
  attributions: missingInAttributions,
  contacts: missingInContacts,
  coupons: missingInCoupons,
  orders: missingInOrders,
};

/** The fields that a mapping gives a value, custom ones included, each with what it is called. */
function mappedFields(kind: ImportKind, mapping: Mapping): { key: string; label: string }[] {
  const custom = kind === "contacts" ? customKeysOf(mapping) : [];
  return [...FIELDS[kind], ...custom.map((key) => ({ key, label: key.slice(CUSTOM_PREFIX.length) }))];
}

/** The problems of a mapping as a whole, by the field they are shown at; empty when a check can start. */
export function mappingProblems(kind: ImportKind, mapping: Mapping, headers: string[]): Record<string, string> {
  const problems: Record<string, string> = {};
  const taken = new Map<number, string>();
  for (const { key, label } of mappedFields(kind, mapping)) {
    const source = mapping[key];
    if (!source || !("column" in source)) continue;
    const other = taken.get(source.column);
    if (source.column >= headers.length) problems[key] = `The file has no column ${source.column + 1}.`;
    else if (other) problems[key] = `This column is already taken for “${other}”.`;
    taken.set(source.column, label);
  }
  return { ...MISSING[kind](mapping, headers), ...problems };
}
