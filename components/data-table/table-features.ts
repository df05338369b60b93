import {
  type ColumnDef,
  columnVisibilityFeature,
  createColumnHelper,
  metaHelper,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
} from "@tanstack/react-table";

export type SortState = { key: string; direction: "ascending" | "descending" };

export type ColumnSort = {
  key: string;
  /** The direction of the first click on the header. */
  first: SortState["direction"];
  /** What the directions mean for this column: "oldest first", "A to Z". */
  words: Record<SortState["direction"], string>;
};

/** What a column of a list says about itself beside its header and its cell. */
export type DataColumnMeta = {
  /** Its name, in the header, the column menu and on the card of a narrow screen. */
  label: string;
  /** At least this wide, in pixels; wider when there is room, in proportion. */
  width: number;
  /** How the list is sorted by it, where it can be. */
  sort?: ColumnSort;
  /** Where the cell stands on the card that a row becomes on a narrow screen. */
  card: "title" | "aside" | "body";
};

/**
 * What the table does itself: hide columns and keep a selection. Filtering, sorting and pages are the server's: the
 * rows given are the rows shown.
 */
export const dataTableFeatures = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: metaHelper<DataColumnMeta>(),
});
export type DataTableFeatures = typeof dataTableFeatures;

// biome-ignore lint/suspicious/noExplicitAny: each column has its own value type; the library's own helper says any.
export type DataColumn<T extends RowData> = ColumnDef<DataTableFeatures, T, any>;

/** Declares the columns of a list of `T`. */
export function dataColumns<T extends RowData>() {
  return createColumnHelper<DataTableFeatures, T>();
}
