import type { Integration, Scope } from "./schema";

export const INTEGRATION_LABELS: Record<Integration, string> = {
  hubspot: "HubSpot",
  salesforce: "Salesforce",
  shopify: "Shopify",
  stripe: "Stripe",
  zapier: "Zapier",
  own_code: "Own code",
  other: "Other",
};

export const SCOPE_LABELS: Record<Scope, { label: string; description: string }> = {
  "attributions:write": {
    label: "Record and change attributions",
    description: "Creates prospects with them. attributions:write",
  },
  "orders:write": { label: "Record orders", description: "Creates contacts and attributions with them. orders:write" },
  read: { label: "Read", description: "Attributions with their history, orders and rewards. read" },
};

export const KEY_STATE_LABELS = { live: "Live", expired: "Expired", revoked: "Revoked" } as const;

export const KEY_REFUSALS = {
  not_found: "There is no such API key.",
  already_revoked: "This API key has been revoked already.",
  campaign_not_found: "There is no such campaign any more. Choose another one.",
};

/** What a program is told whose key may not do what it asks for. */
export function scopeMissing(scope: Scope): string {
  return `This API key lacks the scope ${scope}: make one that has it.`;
}
