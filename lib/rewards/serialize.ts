import "server-only";
import { decimalAmount } from "@/lib/money/wording";
import type { RewardRow } from "./columns";
import type { Recipient, RewardStatus, RewardTrigger } from "./schema";

type PublicPerson = { id: string; email: string; name: string | null };

/** A reward as the API answers it. Instants are ISO 8601 in UTC; the amount is decimal text beside its minor units. */
export type PublicReward = {
  id: string;
  status: RewardStatus;
  recipient: Recipient;
  contact: PublicPerson;
  amount: string;
  amount_minor: number;
  currency: string;
  campaign: { uid: string; name: string };
  /** The version of the campaign's reward trigger that made it. */
  reward_trigger: { id: string; version: number; name: string; trigger: RewardTrigger };
  /** Null where the attribution itself earned it. */
  order: { id: string; order_id: string } | null;
  attribution: { id: string; advocate: PublicPerson; customer: PublicPerson };
  created_at: string;
};

const person = ({ id, email, name }: PublicPerson): PublicPerson => ({ id, email, name });

/** The public JSON of a reward. */
export function serializeReward(row: RewardRow): PublicReward {
  const { id, status, recipient, contact, amountMinor, currency, campaign, rule, order, attribution } = row;
  return {
    ...{ id, status, recipient, contact: person(contact) },
    ...{ amount: decimalAmount(amountMinor, currency), amount_minor: amountMinor, currency },
    campaign: { uid: campaign.uid, name: campaign.name },
    reward_trigger: rule,
    order: order && { id: order.id, order_id: order.orderId },
    attribution: {
      id: attribution.id,
      advocate: person(attribution.advocate),
      customer: person(attribution.customer),
    },
    created_at: row.createdAt,
  };
}
