/** The addresses that campaigns lead to. */
export const campaignHref = (id: string) => `/campaigns/${id}`;
export const codesHref = (id: string) => `/campaigns/${id}/codes`;
/** The attributions of a campaign: all, or those in which the text is found. */
export const attributionsHref = (campaignUid: string, q = "") =>
  `/audience-activity/referral-attribution?campaign=${encodeURIComponent(campaignUid)}${q && `&q=${encodeURIComponent(q)}`}`;
