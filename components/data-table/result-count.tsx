"use client";

import { Suspense, use } from "react";
import { type BoundedCount, formatCount } from "./bounded-count";

type Props = {
  total: Promise<BoundedCount>;
  /** What is counted: "attribution", "attributions". */
  one: string;
  many: string;
  /** What the count is of: another filter shows that it is being counted anew instead of holding the rows up. */
  scope: string;
};

/** "912 attributions", said aloud whenever it changes. */
export function ResultCount({ total, one, many, scope }: Props) {
  return (
    <span role="status">
      <Suspense key={scope} fallback="Counting…">
        <Words total={total} one={one} many={many} />
      </Suspense>
    </span>
  );
}

function Words({ total, one, many }: Pick<Props, "total" | "one" | "many">) {
  const bounded = use(total);
  return <>{`${formatCount(bounded)} ${bounded.count === 1 && !bounded.capped ? one : many}`}</>;
}
