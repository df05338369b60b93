/** The address of one attribution. */
export function recordHref(id: string): string {
  return `/audience-activity/referral-attribution/${id}`;
}
