import { z } from "zod";

/** What a key is for. It is said beside the source of everything the key records. */
export const INTEGRATIONS = ["hubspot", "salesforce", "shopify", "stripe", "zapier", "own_code", "other"] as const;
export type Integration = (typeof INTEGRATIONS)[number];

/** What a key may do. */
export const SCOPES = ["attributions:write", "orders:write", "read"] as const;
export type Scope = (typeof SCOPES)[number];

/** A key that was let in; with the one campaign it is for, where it is for one. */
export type ApiKeyInUse = { id: string; scopes: Scope[]; campaign: { id: string; uid: string } | null };

/** So many requests a second a key may send where nothing else is said, and at the most. */
export const DEFAULT_REQUESTS_PER_SECOND = 100;
export const MOST_REQUESTS_PER_SECOND = 10_000;
const RATE = `Choose a whole number from 1 to ${MOST_REQUESTS_PER_SECOND.toLocaleString("en")}.`;

/** What a new key is made of; the secret is made by the server. */
export const createApiKeySchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give the key a name, such as the program that uses it.")
    .max(100, "A name has at most 100 characters."),
  integration: z.enum(INTEGRATIONS),
  scopes: z.array(z.enum(SCOPES)).min(1, "Choose at least one thing that the key may do."),
  campaignId: z.uuid().nullish(),
  requestsPerSecond: z.int(RATE).min(1, RATE).max(MOST_REQUESTS_PER_SECOND, RATE).default(DEFAULT_REQUESTS_PER_SECOND),
  expiresAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .refine((at) => !at || new Date(at) > new Date(), "Choose a moment that is still to come, or none."),
});
export type CreateApiKeyInput = z.input<typeof createApiKeySchema>;

export const revokeApiKeySchema = z.object({ id: z.uuid() });
