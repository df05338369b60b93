import "server-only";
import type { AttributionField } from "./columns";

/** One row for each way to name an advocate, one that deactivates and one with its own date. */
export const ATTRIBUTION_EXAMPLES: Partial<Record<AttributionField, string>>[] = [
  {
    customer_email: "riley.example@example.com",
    campaign_uid: "spring-2026",
    advocate_email: "sam.example@example.com",
  },
  { customer_email: "noor.example@example.com", short_code: "SAM-EXAMPLE" },
  { customer_email: "kim.example@example.com", coupon_code: "EXAMPLE-10" },
  {
    customer_email: "alex.example@example.com",
    campaign_uid: "spring-2026",
    advocate_email: "sam.example@example.com",
    status: "inactive",
    reason: "Entered by mistake, see the mail of 3 October",
  },
  {
    customer_email: "jo.example@example.com",
    campaign_uid: "spring-2026",
    advocate_email: "lee.example@example.com",
    status: "active",
    attributed_at: "2026-10-05T14:30:00Z",
  },
];
