import "server-only";
import type { CouponField } from "./columns";

/** Two codes of one advocate, and one of another in another campaign. */
export const COUPON_EXAMPLES: Record<CouponField, string>[] = [
  { code: "SAM-10", advocate_email: "sam.example@example.com", campaign_uid: "spring-2026" },
  { code: "SAM-15", advocate_email: "sam.example@example.com", campaign_uid: "spring-2026" },
  { code: "LEE-10", advocate_email: "lee.example@example.com", campaign_uid: "summer-2026" },
];
