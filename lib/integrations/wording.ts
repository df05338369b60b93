import type { DraftField } from "@/lib/attributions/schema";
import { REJECTION_WORDS } from "@/lib/attributions/wording";
import type { ReferralRejection } from "./schema";

type Words = { status: number; message: string; field: DraftField };

/** What is wrong with a referral and what to do about it, in words for whoever writes an integration. */
export function rejectionWords(code: ReferralRejection): Words {
  if (code === "campaign_not_allowed") {
    return {
      ...{ status: 403, field: "campaign" },
      message: "This API key is for another campaign. Use the key of this campaign, or one for all.",
    };
  }
  const { field, message, mend } = REJECTION_WORDS[code];
  return { status: code === "invalid_email" ? 400 : 422, field, message: `${message} ${mend}` };
}
