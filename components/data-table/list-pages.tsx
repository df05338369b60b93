"use client";

import type { BoundedCount } from "./bounded-count";
import { PaginationBar } from "./pagination-bar";
import { ResultCount } from "./result-count";

type Props<Size extends number> = {
  page: { rows: unknown[]; next: string | null; previous: string | null };
  query: {
    params: { size: Size };
    change: (patch: { size: Size | undefined }) => void;
    turnTo: (cursor: { after: string } | { before: string }) => void;
  };
  sizes: readonly Size[];
  total: Promise<BoundedCount>;
  one: string;
  many: string;
  /** The filter that is counted. */
  filter: unknown;
};

/** Below a list: how many there are, how many a page has, and the way to the pages beside it. */
export function ListPages<Size extends number>({ page, query, sizes, total, one, many, filter }: Props<Size>) {
  const { rows, next, previous } = page;
  return (
    <PaginationBar
      count={<ResultCount {...{ total, one, many }} scope={JSON.stringify(filter)} />}
      empty={rows.length === 0}
      size={query.params.size}
      sizes={sizes}
      onSize={(size) => query.change({ size })}
      onPrevious={previous ? () => query.turnTo({ before: previous }) : undefined}
      onNext={next ? () => query.turnTo({ after: next }) : undefined}
    />
  );
}
