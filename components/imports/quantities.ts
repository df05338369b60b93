/** "12,000". */
export function countOf(count: number): string {
  return count.toLocaleString("en");
}

/** "1 row", "12,000 rows". */
export function rowsOf(count: number): string {
  return `${countOf(count)} ${count === 1 ? "row" : "rows"}`;
}

const SIZES = ["bytes", "kB", "MB", "GB"] as const;

/** "812 bytes", "4.2 MB", by thousands. */
export function sizeOf(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${amount.toLocaleString("en", { maximumFractionDigits: power > 0 && amount < 100 ? 1 : 0 })} ${SIZES[power]}`;
}

/** How long something took: "0.4 s", "12 s", "2 min 5 s", "1 h 3 min". */
export function durationOf(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const [whole, minutes] = [Math.round(seconds), Math.floor(Math.round(seconds) / 60)];
  if (minutes < 1) return `${whole} s`;
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long it still takes, as roughly as it is known: "about 3 minutes left". */
export function timeLeft(seconds: number): string {
  if (seconds < 10) return "a few seconds left";
  if (seconds < 50) return `about ${Math.round(seconds / 10) * 10} seconds left`;
  const minutes = Math.max(1, Math.round(seconds / 60));
  if (minutes < 90) return `about ${minutes} ${minutes === 1 ? "minute" : "minutes"} left`;
  return `about ${Math.round(minutes / 60)} hours left`;
}

/** A whole percentage that is 100 only when all is done. */
export function percentOf(done: number, total: number): number {
  if (total <= 0) return 0;
  return done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100));
}
