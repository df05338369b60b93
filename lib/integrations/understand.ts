import "server-only";
import type { z } from "zod";
import { ALIASES } from "./schema";

/** What is wrong with what was sent, and at which field. */
export type Problem = { field: string | null; message: string };
export type Understood<T> = { input: T; warnings: string[] } | Problem;

/**
 * What was sent, by the schema: other names that are understood are put right, and fields that nobody knows are left
 * out with a warning, so that an integration may send more than is asked for. Otherwise the first thing that is wrong.
 */
export function understand<S extends z.ZodType>(schema: S, sent: unknown): Understood<z.output<S>> {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) {
    return { field: null, message: "Send an object with the fields by their names." };
  }
  const known = new Set(Object.keys(shapeOf(schema)));
  const input: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [name, value] of Object.entries(sent)) {
    const meant = known.has(name) ? name : ALIASES[name];
    if (meant === undefined || !known.has(meant))
      warnings.push(`${name} is not a field of this endpoint; it was ignored.`);
    else if (meant === name) input[meant] ??= value;
    else if (isEmpty((sent as Record<string, unknown>)[meant])) input[meant] = value;
    else warnings.push(`${name} was ignored, because ${meant} says the same.`);
  }
  const parsed = schema.safeParse(input);
  if (parsed.success) return { input: parsed.data, warnings };
  const [issue] = parsed.error.issues;
  return { field: issue!.path.map(String).join(".") || null, message: issue!.message };
}

/** Whether a field says nothing: it was left out, or sent empty as forms do. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** The fields of an object schema, under whatever refines and transforms it. */
function shapeOf(schema: z.ZodType): Record<string, unknown> {
  const { shape, in: inner } = (schema as unknown as { def: { shape?: Record<string, unknown>; in?: z.ZodType } }).def;
  return shape ?? shapeOf(inner!);
}
