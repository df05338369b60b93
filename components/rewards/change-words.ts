import type { RewardChange } from "@/lib/rewards/schema";

/** What a change means beyond the rewards it changes: what follows from it, and what does not. */
export const CHANGE_MEANS: Record<RewardChange, { next: string; stays: string }> = {
  approve: {
    next: "Approved rewards are ready to be paid: export them for your payout system, then mark them fulfilled.",
    stays: "Nothing is paid by this. An approved reward can still be denied.",
  },
  deny: {
    next: "Denied rewards are not paid.",
    stays:
      "The order and the attribution stay as they are. A denied reward can be approved later, unless its order has ended or another was given in its place.",
  },
  fulfil: {
    next: "Fulfilled rewards count as paid, and that is final: they cannot be denied any more.",
    stays: "Nothing is paid by this: it says that you have paid.",
  },
};

/** What is asked for with a change, beside yes or no. */
export const REASON_WORDS: Record<RewardChange, { label: string; description: string; required: boolean }> = {
  approve: { label: "Note", description: "Optional. Kept in the history.", required: false },
  deny: { label: "Reason", description: "Kept in the history, for whoever asks why.", required: true },
  fulfil: {
    label: "Note",
    description: "Optional, such as a payout number. Kept in the history.",
    required: false,
  },
};
