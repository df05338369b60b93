import "server-only";
/** The refusals every endpoint of the API shares: the HTTP status and the words of each. */
export const API_ERRORS = {
  unauthorized: { status: 401, message: "Send an API key of Attaché's: Authorization: Bearer attache_…" },
  key_revoked: { status: 401, message: "This API key has been revoked. Make a new one in Settings > API keys." },
  key_expired: { status: 401, message: "This API key has expired. Make a new one in Settings > API keys." },
  scope_missing: { status: 403, message: "This API key may not do that. Make one with the scope that is named." },
  body_too_large: { status: 413, message: "The request is larger than 1 MB. Send fewer records at a time." },
  unreadable: { status: 400, message: "The body is not what its Content-Type says." },
  unsupported_type: {
    status: 415,
    message: "Send JSON (application/json) or a form (application/x-www-form-urlencoded).",
  },
  invalid: { status: 400, message: "Something in the request is not valid." },
  idempotency_key_invalid: { status: 400, message: "An Idempotency-Key has between 1 and 255 characters." },
  idempotency_conflict: {
    status: 409,
    message: "This Idempotency-Key came with another request before. Use a new key for a new request.",
  },
  throttled: { status: 429, message: "This API key sends too much at a time. Wait as long as Retry-After says." },
  not_found: { status: 404, message: "There is nothing with this id." },
  no_endpoint: { status: 404, message: "There is no such address. Settings > API reference lists all of them." },
  method_not_allowed: { status: 405, message: "This address does not take this method: Allow says which it takes." },
  internal: {
    status: 500,
    message: "Something went wrong on our side. Send it again: with the same Idempotency-Key it is recorded once.",
  },
} as const;
export type ApiErrorCode = keyof typeof API_ERRORS;
