import { FIELDS } from "@/lib/imports/columns";
import type { FieldSource, ImportField, ImportView, Mapping } from "@/lib/imports/schema";
import { matchedByWords } from "@/lib/imports/wording";

/** The mapping to begin with: what was kept, otherwise what was proposed. */
export function firstMapping({ mapping, proposals }: Pick<ImportView, "mapping" | "proposals">): Mapping {
  if (Object.values(mapping).some(Boolean)) return mapping;
  return Object.fromEntries(proposals.map(({ field, column }) => [field, { column }]));
}

/** Which column a field takes its value from; null for a constant or nothing. */
export function columnOf(source: FieldSource | undefined): number | null {
  return source && "column" in source ? source.column : null;
}

/** The value for all rows; empty where there is none. */
export function constantOf(source: FieldSource | undefined): string {
  return source && "constant" in source ? source.constant : "";
}

/** Which field takes its value from a column. */
export function fieldOf(mapping: Mapping, column: number): string | null {
  return Object.keys(mapping).find((field) => columnOf(mapping[field]) === column) ?? null;
}

/** Gives a column to a field. A column serves one field and a field takes one column: the former ones are let go. */
export function mapColumn(mapping: Mapping, column: number, field: string | null): Mapping {
  const kept = Object.entries(mapping).filter(([key, source]) => key !== field && columnOf(source) !== column);
  return { ...Object.fromEntries(kept), ...(field && { [field]: { column } }) };
}

/** One value for all rows; an empty one is none. */
export function setConstant(mapping: Mapping, field: string, constant: string): Mapping {
  return { ...mapping, [field]: constant === "" ? null : { constant } };
}

/** What is sent: without the spaces around a value, and without values that are only spaces. */
export function tidyMapping(mapping: Mapping): Mapping {
  return Object.fromEntries(
    Object.entries(mapping).map(([field, source]) => {
      if (!source || !("constant" in source)) return [field, source];
      const constant = source.constant.trim();
      return [field, constant === "" ? null : { constant }];
    }),
  );
}

/** The fields without a column, which can have one value for all rows. */
export function fieldsWithoutColumn({ kind }: Pick<ImportView, "kind">, mapping: Mapping): readonly ImportField[] {
  return FIELDS[kind].filter(({ key }) => columnOf(mapping[key]) === null);
}

/** How a column came to its field, in words; null for one that is ignored. */
export function howMatched(
  { proposals }: Pick<ImportView, "proposals">,
  mapping: Mapping,
  column: number,
): string | null {
  const field = fieldOf(mapping, column);
  if (!field) return null;
  const proposal = proposals.find((one) => one.field === field && one.column === column);
  return proposal ? matchedByWords(proposal.by, proposal.confidence) : "by you";
}
