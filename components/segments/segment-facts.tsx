import type { SegmentRow } from "@/lib/segments/columns";
import { grouped } from "@/lib/segments/schema";
import classes from "./segment-page.module.css";

/** The numbers of a segment at a glance. */
export function SegmentFacts({ segment }: { segment: SegmentRow }) {
  const { members, enrolled, campaigns } = segment;
  const facts = [
    ["Members", members],
    ["Enrolled members", enrolled],
    ["Campaigns that use it", campaigns.length],
  ] as const;
  return (
    <dl className={classes.facts}>
      {facts.map(([label, count]) => (
        <div key={label} className={classes.fact}>
          <dt>{label}</dt>
          <dd>{grouped(count)}</dd>
        </div>
      ))}
    </dl>
  );
}
