"use client";

import { Button } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone";
import utc from "dayjs/plugin/utc";
import { useState } from "react";
import { useTimeZone } from "@/components/ui/time-zone";
import { FilterChip } from "./filter-chip";
import classes from "./filter-chip.module.css";

dayjs.extend(utc);
dayjs.extend(timezone);

/** Days of the calendar as YYYY-MM-DD, both included; null leaves that side open. */
export type DateRange = { from: string | null; to: string | null };

type Props = { label: string; value: DateRange; onChange: (range: DateRange) => void };

const DAY = "YYYY-MM-DD";
const isDay = /^\d{4}-\d{2}-\d{2}$/;

const PRESETS: { label: string; range: (today: dayjs.Dayjs) => [dayjs.Dayjs, dayjs.Dayjs] }[] = [
  { label: "Today", range: (today) => [today, today] },
  { label: "Last 7 days", range: (today) => [today.subtract(6, "day"), today] },
  { label: "Last 30 days", range: (today) => [today.subtract(29, "day"), today] },
  { label: "Last 12 months", range: (today) => [today.subtract(12, "month").add(1, "day"), today] },
  { label: "This month", range: (today) => [today.startOf("month"), today] },
  {
    label: "Last month",
    range: (today) => {
      const first = today.startOf("month").subtract(1, "month");
      return [first, first.endOf("month")];
    },
  },
];

const CALENDAR_LABELS = {
  previousMonth: "Previous month",
  nextMonth: "Next month",
  previousYear: "Previous year",
  nextYear: "Next year",
  previousDecade: "Previous decade",
  nextDecade: "Next decade",
  monthLevelControl: "Choose a month",
  yearLevelControl: "Choose a year",
};

/** A filter by days of the viewer's calendar. */
export function DateRangeFilter({ label, value, onChange }: Props) {
  const clear = () => onChange({ from: null, to: null });
  return (
    <FilterChip label={label} value={rangeWords(value)} onClear={clear} width={292}>
      {(close) => (
        <RangePicker
          value={value}
          onChange={(range) => {
            onChange(range);
            close();
          }}
        />
      )}
    </FilterChip>
  );
}

function RangePicker({ value, onChange }: Pick<Props, "value" | "onChange">) {
  const timeZone = useTimeZone();
  const today = dayjs().tz(timeZone);
  // The first click of two is not a range yet; nothing is filtered until the second.
  const [days, setDays] = useState<[string | null, string | null]>([known(value.from), known(value.to)]);
  return (
    <>
      <div className={classes.presets}>
        {PRESETS.map(({ label, range }) => (
          <Button
            key={label}
            variant="default"
            size="compact-xs"
            onClick={() => {
              const [from, to] = range(today);
              onChange({ from: from.format(DAY), to: to.format(DAY) });
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      <div className={classes.calendar}>
        <DatePicker
          type="range"
          size="sm"
          allowSingleDateInRange
          hideOutsideDates
          weekendDays={[]}
          ariaLabels={CALENDAR_LABELS}
          defaultDate={days[1] ?? days[0] ?? today.format(DAY)}
          getDayProps={(day) => (day === today.format(DAY) ? { "aria-current": "date" } : {})}
          value={days}
          onChange={([from, to]) => {
            setDays([from, to]);
            if (from && to) onChange({ from, to });
          }}
        />
      </div>
    </>
  );
}

function known(day: string | null): string | null {
  return day && isDay.test(day) ? day : null;
}

/** "1 Mar 2026 – 31 Mar 2026", "since 1 Mar 2026", "until 31 Mar 2026"; null when no day is set. */
function rangeWords({ from, to }: DateRange): string | null {
  const [first, last] = [from, to].map((day) => (known(day) ? dayjs(day).format("D MMM YYYY") : day));
  if (first && last) return first === last ? first : `${first} – ${last}`;
  if (first) return `since ${first}`;
  return last ? `until ${last}` : null;
}
