/** What the page says of itself, whether its rows have come, are coming or could not come. */
export const TITLE = "Referral Attribution";
export const DESCRIPTION = "Who referred whom, in which campaign, and how we know.";
