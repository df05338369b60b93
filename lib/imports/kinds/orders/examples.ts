import "server-only";
import type { OrderField } from "./columns";

/** One order for each way to be credited: by a code, by an advocate, by who stands, and one that credits nobody. */
export const ORDER_EXAMPLES: Partial<Record<OrderField, string>>[] = [
  {
    ...{ order_id: "EXAMPLE-1001", customer_email: "riley.example@example.com", first_name: "Riley" },
    ...{ last_name: "Example", customer_uid: "CRM-2001", revenue_amount: "1234.50", currency: "EUR" },
    ...{ short_code: "SAM-EXAMPLE", external_status: "paid", ordered_at: "2026-10-05T14:30:00Z" },
  },
  {
    ...{ order_id: "EXAMPLE-1002", customer_email: "noor.example@example.com", revenue_amount: "49.99" },
    ...{ currency: "USD", coupon_code: "EXAMPLE-10", hubspot_dealstage: "closedwon" },
  },
  {
    ...{ order_id: "EXAMPLE-1003", customer_email: "kim.example@example.com", revenue_amount: "1200" },
    ...{ currency: "JPY", campaign_uid: "spring-2026", advocate_email: "sam.example@example.com" },
  },
  {
    ...{ order_id: "EXAMPLE-1004", customer_email: "riley.example@example.com", revenue_amount: "80" },
    ...{ currency: "EUR", campaign_uid: "spring-2026" },
  },
  { order_id: "EXAMPLE-1005", customer_email: "jo.example@example.com", revenue_amount: "0", currency: "EUR" },
];
