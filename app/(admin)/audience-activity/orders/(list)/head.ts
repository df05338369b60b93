/** What the page says of itself, whether its rows have come, are coming or could not come. */
export const TITLE = "Orders";
export const DESCRIPTION = "What referred customers bought, and whom it is credited to for good.";
