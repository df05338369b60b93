/** What the page says of itself, whether its rows have come, are coming or could not come. */
export const TITLE = "Segments";
export const DESCRIPTION =
  "Named groups of contacts. A campaign is open to its segments: their enrolled members may refer in it.";
