import { formatMoney } from "@/lib/money/wording";

/** An amount in its currency. Which sign a currency has may differ between the server's and the browser's tables. */
export function Money({ minor, currency }: { minor: number | string; currency: string }) {
  return (
    <span suppressHydrationWarning title={currency} style={{ fontVariantNumeric: "tabular-nums" }}>
      {formatMoney(minor, currency)}
    </span>
  );
}
