/** What the columns of a file are called: by header, and by place where the header is empty or not the only one. */
export function columnNames(headers: string[]): string[] {
  const counts = new Map<string, number>();
  const trimmed = headers.map((header) => header.trim());
  for (const header of trimmed) counts.set(header, (counts.get(header) ?? 0) + 1);
  return trimmed.map((header, index) => {
    if (header === "") return `Column ${index + 1}`;
    return counts.get(header) === 1 ? header : `${header} (column ${index + 1})`;
  });
}

/** More columns than these are not shown beside each other. */
const SHOWN = 30;

/** Which columns of a wide file a table shows: those that matter, and as many others as there is room for. */
export function shownColumns(count: number, matter: number[]): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  if (count <= SHOWN) return all;
  const shown = new Set(matter);
  for (const index of all) if (shown.size < SHOWN) shown.add(index);
  return all.filter((index) => shown.has(index));
}
