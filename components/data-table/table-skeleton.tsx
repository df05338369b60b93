import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./table-skeleton.module.css";

/** What stands where a list will be: the same places, so that nothing moves when it comes. */
export function TableSkeleton({ columns, rows = 12 }: { columns: number; rows?: number }) {
  return (
    <div className={classes.list}>
      <VisuallyHidden role="status">Loading…</VisuallyHidden>
      <div className={classes.toolbar} aria-hidden>
        <Skeleton height={30} width={260} className={classes.search} />
        {[76, 96, 112, 84, 92, 80].map((width) => (
          <Skeleton key={width} height={30} width={width} radius={15} className={classes.chip} />
        ))}
      </div>
      <div className={classes.table} aria-hidden>
        <div className={classes.head} />
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same.
          <div key={row} className={classes.row}>
            {Array.from({ length: columns }, (_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the cells are all the same.
              <span key={column} className={classes.cell}>
                <Skeleton height={9} width={`${48 + ((row * 7 + column * 13) % 5) * 9}%`} />
                <Skeleton height={7} width={`${34 + ((row * 5 + column * 11) % 4) * 9}%`} />
              </span>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
