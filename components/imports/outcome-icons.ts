import {
  IconArrowBackUp,
  IconArrowsExchange,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconEqual,
  IconLock,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconUserCheck,
  IconUserPlus,
  type TablerIcon,
} from "@tabler/icons-react";
import type { RowOutcome, UndoOutcome } from "@/lib/imports/schema";

type Look = { icon: TablerIcon; tone: "good" | "bad" | "plain" };

/** The shape and the colour of an outcome, beside its words. */
export const OUTCOME_LOOKS: Record<RowOutcome | UndoOutcome, Look> = {
  created: { icon: IconCircleCheck, tone: "good" },
  attempt: { icon: IconCircleDashed, tone: "plain" },
  activated: { icon: IconPlayerPlay, tone: "good" },
  deactivated: { icon: IconPlayerPause, tone: "plain" },
  reassigned: { icon: IconArrowsExchange, tone: "good" },
  unchanged: { icon: IconEqual, tone: "plain" },
  rejected: { icon: IconCircleX, tone: "bad" },
  updated: { icon: IconPencil, tone: "good" },
  credited_new: { icon: IconUserPlus, tone: "good" },
  credited_standing: { icon: IconUserCheck, tone: "good" },
  uncredited: { icon: IconCircleDashed, tone: "plain" },
  reversed: { icon: IconArrowBackUp, tone: "good" },
  kept: { icon: IconLock, tone: "plain" },
  impossible: { icon: IconCircleX, tone: "bad" },
};
