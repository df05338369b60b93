/** What the pages of the log say of themselves. */
export const TITLE = "Integration log";
export const DESCRIPTION = "Every request of another program: what it sent, what became of it, and why.";
