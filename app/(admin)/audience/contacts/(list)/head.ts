/** What the page says of itself, whether its rows have come, are coming or could not come. */
export const TITLE = "Contacts";
export const DESCRIPTION = "Everybody who refers, was referred, or could be.";
