import { z } from "zod";

/** Nothing about coupon codes is left to choose. */
export const couponChoicesSchema = z.strictObject({});
export type CouponChoices = z.infer<typeof couponChoicesSchema>;

/** What can be wrong with a row of coupon codes besides what is wrong with its advocate and campaign (REJECTIONS). */
export const COUPON_FAULTS = [
  "code_required",
  "invalid_code",
  "code_taken",
  "coupon_retired",
  "advocate_email_required",
  "campaign_uid_required",
] as const;
