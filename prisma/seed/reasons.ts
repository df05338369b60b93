/** Why people did what they did, in their own words. The audit trail holds no names, so neither do these. */

export const RECORDED_BY_HAND = [
  "Customer named the advocate on the phone.",
  "Link was opened on another device; the advocate sent us the chat.",
  "Met at the roastery tour, signed up on paper.",
  "Advocate forwarded the introduction e-mail.",
  "Ordered by invoice, so the code could not be entered.",
  null,
  null,
];

export const DEACTIVATED_BY_HAND = [
  "Customer was already a subscriber before the referral.",
  "Order was returned within 14 days.",
  "Test record from setting up the integration.",
  "Customer asked not to be linked to anybody.",
  "Advocate and customer live in the same household.",
];

export const DEACTIVATED_BY_INTEGRATION = ["Contact was merged in the CRM.", "Deal was closed as lost.", null];

export const DEACTIVATED_BY_FILE = "No order within 90 days (quarterly audit).";

export const ACTIVATED_AGAIN = [
  "Deactivated by mistake: the earlier subscription belonged to a namesake.",
  "Order was paid after all.",
  "Customer confirmed the referral in writing.",
];

export const ACTIVATED_BY_FILE = "Order arrived after the audit's cut-off date.";

export const HANDED_OVER = [
  "The first link came from a shared newsletter; this advocate gave the demo.",
  "Account moved to another sales territory.",
  "Both advocates agreed to it.",
  "Support ticket: the wrong coupon code was typed at checkout.",
];

export const TAKEN_OVER = [
  "The later attempt is the right one: customer confirmed it by e-mail.",
  "First click was accidental; the second advocate explained the offer.",
  "Advocate proved the earlier conversation.",
];

export const SWAPPED_OFF = "Wrong advocate; making room for the attempt logged later.";
export const SWAPPED_ON = "This is the advocate the customer named.";

export const REPLACED_OFF = "Advocate withdrew the referral.";

export const FRAUD = [
  "Fake sign-up: same card and address as another account.",
  "Disposable e-mail address, no purchase.",
  "Self-made account to collect the welcome credit.",
];

export const CODE_LEAKED = "Code was posted on a coupon site; advocate banned.";
export const PARTNER_LEFT = "Partner left the programme; accounts handed over as agreed.";

export const DENIED_REWARDS = [
  "Advocate and customer live at one address: the programme's terms leave that out.",
  "Order was a replacement of an earlier parcel.",
];
