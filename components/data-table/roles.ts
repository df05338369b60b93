/**
 * The table roles, spelled out: on a narrow screen rows are laid out as cards, and an element whose `display` is no
 * longer a table's loses its role in some browsers.
 */
export const roles = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  cell: { role: "cell" },
} as const;
