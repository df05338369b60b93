/** What a server action answers: data, or a refusal a form can show, with a sentence for each field it concerns. */
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };

export type ActionError = { code: string; message: string; fields?: Record<string, string> };

/** A refusal that was expected: shown as it is. */
export function refuse(
  code: string,
  message: string,
  fields?: Record<string, string>,
): { ok: false; error: ActionError } {
  return { ok: false, error: { code, message, fields } };
}

export function succeed<T>(data: T): { ok: true; data: T } {
  return { ok: true, data };
}
