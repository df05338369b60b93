import "server-only";

type DatabaseError = Error & { code: string; constraint?: string };

function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && typeof (error as { code?: unknown }).code === "string";
}

/** Whether `error` is PostgreSQL refusing a second row under the named unique constraint or index. */
export function isUniqueViolation(error: unknown, constraint: string): boolean {
  return isDatabaseError(error) && error.code === "23505" && error.constraint === constraint;
}

/** Whether `error` is PostgreSQL refusing a row under the named check constraint, or a trigger that stands for one. */
export function isCheckViolation(error: unknown, constraint: string): boolean {
  return isDatabaseError(error) && error.code === "23514" && error.constraint === constraint;
}

/** Whether `error` is one that goes away by trying the whole transaction again: deadlock or serialization failure. */
export function isRetryable(error: unknown): boolean {
  return isDatabaseError(error) && (error.code === "40P01" || error.code === "40001");
}

/**
 * Whether `error` says that the database cannot be reached or cannot work at present: the same statement may succeed
 * later. Classes 08, 53, 57 and 58 of PostgreSQL's codes, what Node says of sockets, and what pg says of its connections.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = String((error as { code?: unknown }).code ?? "");
  return (
    /^(08|53|57|58)/.test(code) ||
    /^E[A-Z_]+$/.test(code) ||
    (code === "" && /[Cc]onnection|timeout/.test(error.message))
  );
}

/** Whether `error` is PostgreSQL refusing a row whose parent, under the named foreign key, is gone. */
export function isForeignKeyViolation(error: unknown, constraint: string): boolean {
  return isDatabaseError(error) && error.code === "23503" && error.constraint === constraint;
}
