import type { PickedContact } from "@/components/contacts/picked-contact";

/** Who is to be credited where nobody stands. */
export type CreditedTo = "standing" | "advocate" | "code";

export type OrderFields = {
  customerEmail: string;
  firstName: string;
  lastName: string;
  orderId: string;
  amount: string;
  currency: string;
  campaignUid: string | null;
  creditedTo: CreditedTo;
  advocate: PickedContact | null;
  code: string;
  externalStatus: string;
};

/** What the fields that decide about the credit say, as the actions take it. */
export function creditInput({ creditedTo, advocate, code, campaignUid }: OrderFields) {
  return {
    campaignUid,
    advocateEmail: creditedTo === "advocate" ? advocate?.email : null,
    code: creditedTo === "code" ? code.trim() : null,
  };
}

/** Nothing filled in yet. */
export const EMPTY_ORDER: OrderFields = {
  ...{ customerEmail: "", firstName: "", lastName: "", orderId: "", amount: "", currency: "EUR" },
  ...{ campaignUid: null, creditedTo: "standing", advocate: null, code: "", externalStatus: "" },
};
