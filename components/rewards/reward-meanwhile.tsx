import { timeAgo } from "@/components/attributions/change-words";
import type { LastRewardEvent } from "@/lib/rewards/change-report";
import { REWARD_EVENT_DEEDS } from "@/lib/rewards/wording";

/** What was done last to a reward whose change was refused: "Grace Hopper denied it 2 minutes ago." */
export function RewardMeanwhile({ event }: { event: LastRewardEvent | null }) {
  if (!event) return null;
  return (
    <>
      {event.actor} {REWARD_EVENT_DEEDS[event.kind]} <time dateTime={event.at}>{timeAgo(event.at)}</time>.
    </>
  );
}
