import { z } from "zod";

export const contactIdSchema = z.object({ id: z.uuid() });

/** `email` is what was typed to confirm: the contact's own. */
export const eraseContactSchema = z.object({
  id: z.uuid(),
  email: z.string().trim().min(1, "Type the contact's e-mail to confirm.").max(320),
});

/** What erasing a contact does, in numbers. */
export type ErasurePreview = {
  emails: string[];
  segments: number;
  liveCodes: number;
  codes: number;
  importRows: number;
  importFiles: number;
  reasons: number;
  asReferred: number;
  asAdvocate: number;
  /** The imports under way that name the contact: they stand in the way. */
  unfinished: { id: string; fileName: string }[];
};

/** Why somebody cannot be erased. */
export type ErasureRefusal = "not_found" | "already_erased" | "merged" | "email_mismatch" | "import_unfinished";
