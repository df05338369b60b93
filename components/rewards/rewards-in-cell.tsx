import { TwoLines } from "@/components/data-table/two-lines";
import { formatMoney, listAmounts } from "@/lib/money/wording";
import type { RewardStatus } from "@/lib/rewards/schema";
import { REWARD_STATUS_LABELS } from "@/lib/rewards/wording";

type Earned = { amountMinor: number; currency: string; status: RewardStatus };

/** What an order earned, as a cell shows it: the sums by currency of what is not denied, and how each stands. */
export function RewardsInCell({ rewards }: { rewards: Earned[] }) {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor, status } of rewards) {
    if (status !== "denied") sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  const amounts = listAmounts([...sums].map(([currency, minor]) => formatMoney(minor, currency)));
  const states = stateWords(rewards);
  return (
    <TwoLines
      title={amounts ? `${amounts}: ${states}` : states}
      primary={<span suppressHydrationWarning>{amounts || states}</span>}
      secondary={amounts && states}
    />
  );
}

/** "Pending", or "2 pending, 1 denied" where they differ. */
function stateWords(rewards: Earned[]): string {
  const counts = new Map<RewardStatus, number>();
  for (const { status } of rewards) counts.set(status, (counts.get(status) ?? 0) + 1);
  const [only, ...more] = counts.keys();
  if (only && more.length === 0) return REWARD_STATUS_LABELS[only];
  return [...counts].map(([status, count]) => `${count} ${REWARD_STATUS_LABELS[status].toLowerCase()}`).join(", ");
}
