import type { ErasureRefusal } from "./schema";

/** Why a contact cannot be erased, and what to do. */
export const ERASURE_REFUSAL_MESSAGES: Record<ErasureRefusal, string> = {
  not_found: "There is no such contact.",
  already_erased: "This contact was erased already: nothing personal is kept of it any more.",
  merged: "This contact was merged into another one meanwhile. Reload the page, which leads to that contact.",
  email_mismatch: "This is not the contact's e-mail. Type it as it is shown above.",
  import_unfinished:
    "The file of an import that is not finished names this contact. Finish or discard that import first, then erase the contact.",
};
