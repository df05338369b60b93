/** Times of repeated runs, and how they are said: always as a ratio to something plain in the same run. */

/** The median time of `work` in ms, after one run that warms caches and plans. */
export async function medianMs(work: () => Promise<unknown>, runs = 15): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)]!;
}

export type Measured = { what: string; ms: number; plainMs: number };

/** Prints a Markdown table, ready for docs/benchmarks.md. */
export function report(title: string, plain: string, rows: Measured[]): void {
  const lines = rows.map(({ what, ms, plainMs }) => {
    return `| ${what} | ${ms.toFixed(2)} ms | ${plainMs.toFixed(2)} ms | ${(ms / plainMs).toFixed(2)} |`;
  });
  console.log(
    [`\n### ${title}`, "", `| what | Attaché | ${plain} | ratio |`, "|---|---|---|---|", ...lines, ""].join("\n"),
  );
}
