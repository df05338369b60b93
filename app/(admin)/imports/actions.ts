"use server";

import { revalidatePath } from "next/cache";
import { getPool } from "@/lib/db/pool";
import { type ActionResult, refuse, succeed } from "@/lib/http/result";
import { adminAction } from "@/lib/http/with-action";
import * as commands from "@/lib/imports/commands";
import { findImport } from "@/lib/imports/queries";
import {
  type ImportKind,
  type ImportView,
  importIdSchema,
  setChoicesSchema,
  setFormatSchema,
  startCheckSchema,
  startRunSchema,
} from "@/lib/imports/schema";
import { IMPORT_GONE } from "@/lib/imports/wording";

/** The pages with the histories of imports, by kind. */
const HISTORIES: Record<ImportKind, string> = {
  attributions: "/audience-activity/referral-attribution/import",
  contacts: "/audience/contacts/import",
  coupons: "/campaigns/import-codes",
  orders: "/audience-activity/orders/import",
};

/** Reads the file in another way; the view has its new columns. */
export const setFormat = adminAction(setFormatSchema, async (given) =>
  answer(given.id, await commands.setFormat(getPool(), given)),
);

/** Begins the dry run over the whole file; a mapping that makes no sense is refused at its fields. */
export const startCheck = adminAction(startCheckSchema, async (given) =>
  answer(given.id, await commands.startCheck(getPool(), given)),
);

/** Decides otherwise what becomes of rows; the counts follow. */
export const setChoices = adminAction(setChoicesSchema, async (given) =>
  answer(given.id, await commands.setChoices(getPool(), given)),
);

/** Begins to write, or queues behind the import that writes. */
export const startRun = adminAction(startRunSchema, async ({ id, checkedAt }) =>
  answer(id, await commands.startRun(getPool(), id, checkedAt)),
);

/** Stops after the present chunk; what is written stays. */
export const cancelImport = adminAction(importIdSchema, async ({ id }) =>
  answer(id, await commands.cancelImport(getPool(), id)),
);

/** What undoing would do; nothing is written. */
export const previewUndo = adminAction(importIdSchema, async ({ id }) => {
  const tally = await commands.previewUndo(getPool(), id);
  return tally ? succeed(tally) : refuse("not_found", IMPORT_GONE);
});

/** Begins to undo what the import did. */
export const startUndo = adminAction(importIdSchema, async ({ id }, { user }) =>
  answer(id, await commands.startUndo(getPool(), { id, userId: user.id })),
);

/** Deletes an upload that never ran. */
export const discardImport = adminAction(importIdSchema, async ({ id }) => {
  const result = await commands.discardImport(getPool(), id);
  if (!result.ok) return refuse(result.code, result.message);
  for (const history of Object.values(HISTORIES)) revalidatePath(history);
  return succeed(null);
});

/** The import as it stands after a step, or why the step was not taken. */
async function answer(id: string, result: commands.StepResult): Promise<ActionResult<ImportView>> {
  if (!result.ok) return refuse(result.code, result.message, result.fields);
  const view = await findImport(getPool(), id);
  // Whoever goes back to the history sees the step there.
  if (view) revalidatePath(HISTORIES[view.kind]);
  return view ? succeed(view) : refuse("not_found", IMPORT_GONE);
}
