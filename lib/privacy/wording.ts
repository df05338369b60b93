import type { ErasurePreview, ErasureRefusal } from "./schema";

/** The words of erasing: the one file that turns a stored value into a sentence. */

/** Why a contact cannot be erased, and what to do. */
export const ERASURE_REFUSAL_MESSAGES: Record<ErasureRefusal, string> = {
  not_found: "There is no such contact.",
  already_erased: "This contact was erased already: nothing personal is kept of it any more.",
  merged: "This contact was merged into another one meanwhile. Reload the page, which leads to that contact.",
  email_mismatch: "This is not the contact's e-mail. Type it as it is shown above.",
  import_unfinished: "An import that is not finished names this contact. Finish or discard it first.",
};

/** Which imports stand in the way, and what to do about them. */
export function unfinishedSentence(imports: { fileName: string }[]): string {
  const names = imports.map(({ fileName }) => `“${fileName}”`).join(", ");
  return imports.length === 1
    ? `The import of ${names} is not finished and its file names this contact. Finish or discard it, then erase the contact.`
    : `The imports of ${names} are not finished and their files name this contact. Finish or discard them, then erase the contact.`;
}

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

function codesInUse(live: number): string {
  if (live === 0) return "";
  return live === 1
    ? " One is in use: it is retired, so that its link and whatever is printed stop working."
    : ` ${live.toLocaleString("en")} are in use: they are retired, so that their links and whatever is printed stop working.`;
}

/** What is gone for good, a sentence each. */
export function whatGoes({ emails, segments, codes, liveCodes, ...found }: ErasurePreview): string[] {
  const { importRows, importFiles, reasons } = found;
  return [
    `The profile: names, phone, company, custom fields, external UID and ${emails.length === 1 ? "the e-mail" : "the e-mails"} ${emails.join(", ")}.`,
    ...(segments > 0 ? [`${count(segments, "segment membership")}.`] : []),
    ...(codes > 0 ? [`The text of ${count(codes, "code")}.${codesInUse(liveCodes)}`] : []),
    ...(importFiles > 0
      ? [
          `What names this contact in ${count(importRows, "imported row")}, and ${count(importFiles, "uploaded file")} as a whole.`,
        ]
      : []),
    ...(reasons > 0
      ? [`${count(reasons, "reason")} that ${reasons === 1 ? "names" : "name"} this contact in the history.`]
      : []),
  ];
}

/** What is kept, a sentence each. */
export function whatStays({ asReferred, asAdvocate }: ErasurePreview): string[] {
  const attributions = [
    ...(asReferred > 0 ? [`${count(asReferred, "attribution")} as referred contact`] : []),
    ...(asAdvocate > 0 ? [`${count(asAdvocate, "attribution")} as advocate`] : []),
  ];
  return [
    attributions.length > 0
      ? `${attributions.join(" and ")}, with who did what and when, under the name “Erased contact”.`
      : "The contact's entry in the history, under the name “Erased contact”.",
    "All totals.",
  ];
}
