import type { CodeKind, CodeRefusal } from "./schema";

export const CODE_KIND_LABELS: Record<CodeKind, string> = { shortcode: "Shortcode", coupon: "Coupon code" };

/** Why a command on codes was refused, and what to do. */
export const CODE_REFUSALS: Record<CodeRefusal, string> = {
  not_found: "This code, advocate or campaign does not exist any more. Load the page again.",
  taken:
    "This code exists already, as a shortcode or a coupon code, in this or another campaign. Upper and lower case are the same. Choose another one.",
  has_another:
    "The advocate has another shortcode in this campaign, and can have one only. Retire that one first, or set this one as the custom shortcode.",
  already_retired: "This code is retired already, perhaps by somebody else just now.",
  not_retired: "This code is not retired, so there is nothing to restore.",
  pattern_full: "This pattern cannot make that many free codes. Use more # in it, or ask for fewer codes.",
};

/** What retiring a code ends and what it leaves as it is. */
export function retirementWords(kind: CodeKind): { stops: string; stays: string } {
  const refused = "New attempts are refused with the reason";
  return {
    stops:
      kind === "shortcode"
        ? `${refused}, and its referral link and QR code say that it was retired instead of leading anywhere.`
        : `${refused}.`,
    stays: "what it has attributed, active and inactive, and its whole history. The code stays taken.",
  };
}
