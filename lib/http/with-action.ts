import "server-only";
import { forbidden, unauthorized } from "next/navigation";
import type { z } from "zod";
import { type CurrentUser, findCurrentUser } from "@/lib/auth/session";
import { DOOR_ERRORS } from "./error-codes";
import { isOwnOrigin } from "./origin";
import { type ActionResult, refuse } from "./result";

type Schema = z.ZodType;
type Handler<S extends Schema, T, C> = (input: z.output<S>, context: C) => Promise<ActionResult<T>>;
type Action<S extends Schema, T> = (input: z.input<S>) => Promise<ActionResult<T>>;

/**
 * A server action for admins: every write but those to one's own account. Answers 401 to nobody and 403 to a marketer
 * or a foreign page, however it is called, before anything of the input is looked at; refuses an input that does not
 * fit the schema with a sentence for each field.
 */
export function adminAction<S extends Schema, T>(schema: S, handler: Handler<S, T, { user: CurrentUser }>) {
  return guarded(schema, handler, async () => {
    const user = await findCurrentUser();
    if (!user) unauthorized();
    if (user.role !== "admin") forbidden();
    return { user };
  });
}

/** A server action for everybody who is signed in, on what is their own. Guards as `adminAction` does. */
export function userAction<S extends Schema, T>(schema: S, handler: Handler<S, T, { user: CurrentUser }>) {
  return guarded(schema, handler, async () => {
    const user = await findCurrentUser();
    if (!user) unauthorized();
    return { user };
  });
}

/** A server action for a visitor who holds a one-time link; the handler checks the link. */
export function publicAction<S extends Schema, T>(schema: S, handler: Handler<S, T, Record<string, never>>) {
  return guarded(schema, handler, async () => ({}));
}

function guarded<S extends Schema, T, C>(
  schema: S,
  handler: Handler<S, T, C>,
  authorise: () => Promise<C>,
): Action<S, T> {
  return async (input) => {
    if (!(await isOwnOrigin())) forbidden();
    const context = await authorise();
    const parsed = schema.safeParse(input);
    if (!parsed.success) return refuse("invalid", DOOR_ERRORS.invalid.message, fieldMessages(parsed.error));
    return handler(parsed.data, context);
  };
}

/**
 * The first message of each field, by the field's name: "name", "rule.amount" for one of an object in the input, "" for
 * the input as a whole. A list is one field, whichever of its entries is wrong.
 */
function fieldMessages(error: z.ZodError): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    const entry = path.findIndex((part) => typeof part !== "string");
    messages[(entry === -1 ? path : path.slice(0, entry)).join(".")] ??= message;
  }
  return messages;
}
