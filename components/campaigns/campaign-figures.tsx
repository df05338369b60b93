"use client";

import { SegmentedControl, Skeleton, VisuallyHidden } from "@mantine/core";
import dayjs from "dayjs";
import { useQueryStates } from "nuqs";
import { Suspense, use, useId, useTransition } from "react";
import { BarChart } from "@/components/ui/bar-chart";
import type { Figures } from "@/lib/attributions/figures";
import { FIGURE_RANGES, type FigureRange, type FigureStep, figureSearchParams } from "@/lib/campaigns/columns";
import { FIGURE_RANGE_LABELS, FIGURE_STEP_LABELS, referralCount } from "@/lib/campaigns/wording";
import classes from "./campaign-page.module.css";

const RANGES = FIGURE_RANGES.map((value) => ({ value, label: FIGURE_RANGE_LABELS[value] }));
const FORMATS: Record<FigureStep, string> = { day: "D MMM YYYY", week: "D MMM YYYY", month: "MMM YYYY", year: "YYYY" };

/** How many of a campaign's active referrals were created in each day, week or month of a range. */
export function CampaignFigures({ figures }: { figures: Promise<Figures> }) {
  const titleId = useId();
  const [pending, startTransition] = useTransition();
  const [{ range }, setParams] = useQueryStates(figureSearchParams, {
    ...{ shallow: false, scroll: false, history: "push", startTransition },
  });
  return (
    <section className={classes.figures} aria-labelledby={titleId} aria-busy={pending}>
      <div className={classes.figuresHead}>
        <h2 id={titleId} className={classes.heading}>
          Figures over time
        </h2>
        <SegmentedControl
          size="xs"
          aria-label="Range"
          data={RANGES}
          value={range}
          onChange={(value) => void setParams({ range: value as FigureRange })}
          transitionDuration={0}
        />
      </div>
      {/* As high as what comes: what is below must not move under the pointer. */}
      <Suspense fallback={<Skeleton className={classes.figuresBody} />}>
        <Found figures={figures} pending={pending} />
      </Suspense>
    </section>
  );
}

function Found({ figures, pending }: { figures: Promise<Figures>; pending: boolean }) {
  const { step, periods, total } = use(figures);
  const bars = periods.map(({ from, count }) => ({
    key: from,
    label: dayjs(from).format(FORMATS[step]),
    value: count,
  }));
  return (
    <div className={classes.figuresBody} data-pending={pending || undefined}>
      <p className={classes.hint} role="status">
        {total === 0
          ? "No referral that is active now was created in this range."
          : `${referralCount(total)} created in this range ${total === 1 ? "is" : "are"} active now.`}
        {pending && <VisuallyHidden>Loading another range</VisuallyHidden>}
      </p>
      <BarChart
        label="Active referrals by when they were created"
        heads={[FIGURE_STEP_LABELS[step], "Active referrals"]}
        bars={bars}
      />
    </div>
  );
}
