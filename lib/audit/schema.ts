/** The doors through which anything comes to exist or changes. */
export const SOURCES = ["manual", "csv_import", "api", "order", "widget"] as const;
export type Source = (typeof SOURCES)[number];

/** What happens to contacts, segments, campaigns, codes and reward rules. Attributions have a trail of their own. */
export const AUDIT_KINDS = [
  "contact.created",
  "contact.updated",
  "contact.status_changed",
  "contact.merged",
  "contact.exported",
  "contact.erased",
  "segment.created",
  "segment.renamed",
  "segment.deleted",
  "segment.member_added",
  "segment.member_removed",
  "campaign.created",
  "campaign.updated",
  "campaign.ended",
  "campaign.reopened",
  "code.created",
  "code.retired",
  "code.restored",
  "reward_rule.created",
  "reward_rule.changed",
  "reward_rule.retired",
  "reward_rule.restored",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/**
 * What an event says beside whom it is about: ids, names of fields, values that are nobody's personal data. `fields` are
 * the fields that changed, `from` and `to` a status, `name` that of a segment, for it may be
 * deleted, or of a reward rule as it was then, with its `version`. Of a merge: `other`
 * the other contact, `stays` whether the event is that of the contact which stays.
 */
export type AuditDetail = {
  fields?: string[];
  from?: string | null;
  to?: string | null;
  name?: string;
  version?: number;
  other?: string;
  stays?: boolean;
};
