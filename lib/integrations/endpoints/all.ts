import "server-only";
import { changeAttribution, reassignAttribution } from "./changes";
import type { DeclaredEndpoint } from "./endpoint";
import { changeOrder, recordOrder, recordOrderBatch } from "./orders";
import { recordReferral, recordReferralBatch } from "./referrals";

/** Everything that other programs can do here, by the name that the log gives it. */
export const ENDPOINTS = {
  "referral_attribution/record": recordReferral,
  "referral_attribution/record_batch": recordReferralBatch,
  "order/record": recordOrder,
  "order/record_batch": recordOrderBatch,
  "orders/{id}": changeOrder,
  "referral_attributions/{id}": changeAttribution,
  "referral_attributions/{id}/reassign": reassignAttribution,
} satisfies Record<string, DeclaredEndpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

/** Whether the log's name of a request is one of them; those that only read have other names there. */
export function isEndpoint(name: string): name is EndpointName {
  return Object.hasOwn(ENDPOINTS, name);
}
