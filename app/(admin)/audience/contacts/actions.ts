"use server";

import { revalidatePath } from "next/cache";
import { previewContactStatus } from "@/lib/attributions/contact-status";
import { byHand } from "@/lib/audit/trail";
import * as commands from "@/lib/contacts/commands";
import type { ContactOption } from "@/lib/contacts/queries";
import {
  contactFieldsSchema,
  previewContactStatusSchema,
  setContactStatusSchema,
  updateContactSchema,
} from "@/lib/contacts/schema";
import { CHANGED_MEANWHILE, NO_SUCH_CONTACT, TAKEN } from "@/lib/contacts/wording";
import { getPool } from "@/lib/db/pool";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";

const CONTACTS = "/audience/contacts";

/** What the form is answered: the contact's id, or who has what was asked for. */
export type SavedContact =
  | { saved: true; id: string }
  | { saved: false; field: string; message: string; holder: ContactOption | null };

/** A value that another contact has is an answer and not a refusal, for the form links to that contact. */
function taken(code: keyof typeof TAKEN, values: { email: string; uid: string | null }, holder: ContactOption | null) {
  const { field, message } = TAKEN[code];
  return succeed<SavedContact>({ saved: false, field, message: message(values[field] ?? ""), holder });
}

export const createContact = adminAction(
  contactFieldsSchema,
  async (fields, { user }): Promise<ActionResult<SavedContact>> => {
    const result = await commands.createContact(getPool(), byHand(user), fields);
    if ("holder" in result) return taken(result.outcome, fields, result.holder);
    revalidatePath(CONTACTS);
    return succeed({ saved: true, id: result.id });
  },
);

export const updateContact = adminAction(
  updateContactSchema,
  async (input, { user }): Promise<ActionResult<SavedContact>> => {
    const result = await commands.updateContact(getPool(), byHand(user), input);
    if (result.outcome === "not_found") return refuse("not_found", NO_SUCH_CONTACT);
    if (result.outcome === "changed_meanwhile") return refuse("changed_meanwhile", CHANGED_MEANWHILE);
    if ("holder" in result) return taken(result.outcome, input, result.holder);
    revalidatePath(CONTACTS, "layout");
    return succeed({ saved: true, id: input.id });
  },
);

/** What another status would do; nothing is written. */
export const previewStatus = adminAction(previewContactStatusSchema, async (input, { user }) =>
  succeed(await previewContactStatus(getPool(), byHand(user), input)),
);

export const setStatus = adminAction(setContactStatusSchema, async (input, { user }) => {
  const outcome = await commands.setContactStatus(getPool(), byHand(user), input);
  revalidatePath(CONTACTS, "layout");
  return succeed(outcome);
});
