import type { RowProblem } from "../../schema";
import type { KindWords } from "../wording";
import type { ContactField } from "./columns";

const PROBLEMS: Partial<Record<RowProblem, string>> = {
  email_required: "The e-mail is empty. Enter it: a contact is known by it.",
  invalid_email: "This is not an e-mail address. Write it like ada@example.com.",
  unknown_contact_status:
    "The status is none of prospect, enrolled, unsubscribed and banned. Correct it, or leave it empty.",
  value_too_long:
    "A value is too long: names, company and UID have at most 200 characters, a phone number 50, a custom field 1,000. Shorten it.",
  unreadable_segment: "The segment's name cannot be read, or has more than 200 characters. Correct it.",
  segment_not_found:
    "There is no such segment. Choose that segments are created, create it first, or correct its name.",
  contact_exists: "This contact exists already, and only new ones are to be created. Choose “Both” to update it.",
  contact_not_found: "There is no such contact, and only existing ones are to be updated. Choose “Both” to create it.",
  uid_taken: "This UID is that of another contact. Correct it, or leave it empty.",
  uid_repeated: "An earlier row of the file gives this UID to another e-mail. Correct one of them.",
  too_many_custom_fields: "The contact would have more than 50 custom fields. Ignore some columns.",
};

const FIELDS_AT_FAULT: Partial<Record<RowProblem, readonly ContactField[]>> = {
  email_required: ["email"],
  invalid_email: ["email"],
  unknown_contact_status: ["status"],
  unreadable_segment: ["segment"],
  segment_not_found: ["segment"],
  contact_exists: ["email"],
  contact_not_found: ["email"],
  uid_taken: ["uid"],
  uid_repeated: ["uid"],
};

/** The words of imports of contacts. */
export const CONTACT_WORDS: KindWords = {
  outcomes: {
    created: { will: "Will be created", did: "Created" },
    updated: { will: "Will be updated", did: "Updated" },
    unchanged: { will: "Unchanged", did: "Unchanged" },
    rejected: { will: "Rejected", did: "Rejected" },
  },
  problem: (problem) => PROBLEMS[problem],
  problemFields: FIELDS_AT_FAULT,
  obstacles: {
    edited_since: "Somebody changed all of it after the import; their changes stay.",
    edited_in_part: "Somebody changed a part of it after the import: that part stays, the rest goes back.",
    in_use: "The contact came by this import and is part of an attribution by now. It stays as it is.",
  },
  undo: "Values go back to what they were, and contacts leave the segments they were added to. A contact is never deleted: those that were created stay as prospects of whom nothing but the e-mail is known. What somebody edited since stays as it is, and so do segments and shortcodes.",
  kept: { will: "Will be kept: edited or used since", did: "Kept: edited or used since" },
  undoReasons: { will: "What will stay, and why", did: "What stayed, and why" },
  repeats: (count) =>
    count === 0 ? "Every row says what is known already" : `${count.toLocaleString("en")} say what is known already`,
  discard: "no contact changes",
  constants:
    "For what the file has no column of, such as a status or a segment for everybody. Leave empty what is not needed.",
};
