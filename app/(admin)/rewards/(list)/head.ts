/** What the page says of itself, whether its rows have come, are coming or could not come. */
export const TITLE = "Rewards";
export const DESCRIPTION = "What advocates and customers earned: approve it, pay it out, and mark it fulfilled.";
