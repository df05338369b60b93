/** A number that was counted up to a bound only: `capped` says that there are more. */
export type BoundedCount = { count: number; capped: boolean };

/** "912", "10,000+". Grouped by hand: Intl's words differ between Node and browsers. */
export function formatCount({ count, capped }: BoundedCount): string {
  return `${String(count).replace(/\B(?=(\d{3})+$)/g, ",")}${capped ? "+" : ""}`;
}
