/** The refusals every door shares: the HTTP status and the words of each. Features add their own in their wording.ts. */
export const DOOR_ERRORS = {
  unauthorized: { status: 401, message: "You are not signed in any more. Sign in again to go on." },
  forbidden: { status: 403, message: "Your role does not allow this. Ask an admin." },
  foreign_origin: { status: 403, message: "This request did not come from Attaché's own pages, so it was refused." },
  invalid: { status: 400, message: "Something in the request is not valid." },
  not_found: { status: 404, message: "There is nothing here under this address." },
} as const;

export type DoorErrorCode = keyof typeof DOOR_ERRORS;
