"use client";

import type { ImportView } from "@/lib/imports/schema";
import { columnNames, shownColumns } from "./column-names";
import classes from "./grid.module.css";

/** The first rows of the file, cell by cell. */
export function FilePreview({ view: { headers, samples }, isStale }: { view: ImportView; isStale: boolean }) {
  const names = columnNames(headers);
  const columns = shownColumns(headers.length, []);
  if (samples.length === 0) return <p className={classes.note}>The file has no rows below its header.</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className={classes.scroll} data-low tabIndex={0} aria-label="Preview" data-stale={isStale || undefined}>
        <table className={classes.grid} aria-label="First rows of the file">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {names[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {samples.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows have nothing but their place.
              <tr key={row}>
                {columns.map((column) => (
                  <td key={column}>
                    <div className={classes.cell}>{cells[column]}</div>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {columns.length < headers.length && (
        <p className={classes.note}>
          {columns.length} of {headers.length.toLocaleString("en")} columns are shown here; below are all.
        </p>
      )}
    </>
  );
}
