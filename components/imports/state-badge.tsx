import {
  IconAlertTriangleFilled,
  IconArrowBackUp,
  IconBan,
  IconChecklist,
  IconCircleCheckFilled,
  IconFileCheck,
  IconHourglass,
  IconLoader2,
  IconUpload,
  type TablerIcon,
} from "@tabler/icons-react";
import type { ImportState } from "@/lib/imports/schema";
import { STATE_LABELS } from "@/lib/imports/wording";
import classes from "./state-badge.module.css";

const ICONS: Record<ImportState, TablerIcon> = {
  uploading: IconUpload,
  uploaded: IconFileCheck,
  checking: IconLoader2,
  checked: IconChecklist,
  queued: IconHourglass,
  running: IconLoader2,
  done: IconCircleCheckFilled,
  cancelled: IconBan,
  failed: IconAlertTriangleFilled,
  undoing: IconLoader2,
  undone: IconArrowBackUp,
};

/** The state of an import in a shape, a colour and a word. */
export function StateBadge({ state }: { state: ImportState }) {
  const Icon = ICONS[state];
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={15} stroke={1.8} className={classes.icon} aria-hidden />
      <span>{STATE_LABELS[state]}</span>
    </span>
  );
}
