"use client";

import { type RowData, useTable } from "@tanstack/react-table";
import { type CSSProperties, type Ref, type UIEvent, useEffect, useImperativeHandle, useMemo, useRef } from "react";
import type { TableSettings } from "@/lib/users/schema";
import { DataRow } from "./data-row";
import classes from "./data-table.module.css";

import { roles } from "./roles";
import { type DataColumn, dataTableFeatures, type SortState } from "./table-features";
import { TableHead } from "./table-head";
import { useRowNavigation } from "./use-row-navigation";
import type { TableSelection } from "./use-table-selection";

/** What a page can ask of its table. */
export type DataTableHandle = {
  /** Puts the focus on a row; without an id, on the active one. */
  focusRow: (id?: string) => void;
};

type Props<T extends RowData> = {
  /** What the rows are, for those who cannot see it: "Referral attributions". */
  label: string;
  columns: DataColumn<T>[];
  rows: T[];
  getRowId: (row: T) => string;
  /** The name of a row, for its checkbox. */
  getRowLabel: (row: T) => string;
  /** The address of what a row stands for: opened in a new tab by a click with Ctrl or Cmd. */
  getRowHref: (row: T) => string;
  sort: SortState;
  onSort: (sort: SortState) => void;
  settings: TableSettings;
  /** Left out for users who cannot change anything. */
  selection?: TableSelection;
  onOpen: (id: string) => void;
  /** Whether newer rows are on their way. */
  pending?: boolean;
  ref?: Ref<DataTableHandle>;
};

const NO_SELECTION = {};

/**
 * The one table of every list: the rows are a page that the server has filtered, sorted and cut. Rows are walked by
 * arrow keys and opened by a click or Enter; on a narrow screen each becomes a card.
 */
export function DataTable<T extends RowData>(props: Props<T>) {
  const { columns, rows, getRowId, settings, selection, pending = false } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const columnVisibility = useMemo(() => visibilityOf(columns, settings), [columns, settings]);
  const table = useTable({
    features: dataTableFeatures,
    columns,
    data: rows,
    getRowId,
    enableRowSelection: selection !== undefined,
    state: { columnVisibility, rowSelection: selection?.rows ?? NO_SELECTION },
    onRowSelectionChange: selection?.onChange,
  });
  const shown = table.getRowModel().rows;
  const navigation = useRowNavigation({
    body,
    ids: shown.map((row) => row.id),
    onOpen: props.onOpen,
    onToggle: selection && ((id) => table.getRow(id).toggleSelected()),
  });
  const { focusRow } = navigation;
  // A row that has gone leaves the focus to the active one.
  useImperativeHandle(props.ref, () => ({ focusRow: (id) => void (focusRow(id) || focusRow()) }), [focusRow]);
  const scroller = useScrollToTop(shown[0]?.id);
  const visible = table.getVisibleLeafColumns();

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      data-pending={pending || undefined}
      data-selectable={selection !== undefined || undefined}
      onScroll={markScrolled}
    >
      <table
        className={classes.table}
        data-density={settings.density}
        aria-label={props.label}
        aria-busy={pending}
        style={{ "--table-min-width": `${minWidth(visible, selection !== undefined)}px` } as CSSProperties}
        {...roles.table}
      >
        <TableHead table={table} selectable={selection !== undefined} sort={props.sort} onSort={props.onSort} />
        <tbody ref={body} onKeyDown={navigation.onKeyDown} {...roles.rowgroup}>
          {shown.map((row) => (
            <DataRow
              key={row.id}
              row={row}
              columnIds={visible.map((column) => column.id).join(" ")}
              label={props.getRowLabel(row.original)}
              href={props.getRowHref(row.original)}
              selectable={selection !== undefined}
              selected={row.getIsSelected()}
              active={row.id === navigation.active}
              onActivate={navigation.setActive}
              onOpen={props.onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function visibilityOf<T extends RowData>(columns: DataColumn<T>[], { hiddenColumns }: TableSettings) {
  const hidden = columns.filter(({ id, meta }) => meta?.card !== "title" && hiddenColumns.includes(id ?? ""));
  return Object.fromEntries(hidden.map(({ id }) => [id, false]));
}

const SELECT_WIDTH = 40;

function minWidth(columns: { columnDef: { meta?: { width: number } } }[], selectable: boolean): number {
  return columns.reduce((sum, column) => sum + (column.columnDef.meta?.width ?? 0), selectable ? SELECT_WIDTH : 0);
}

/** Columns that have slid under the first one are shown to have done so. */
function markScrolled({ currentTarget: scroller }: UIEvent<HTMLElement>) {
  scroller.toggleAttribute("data-scrolled", scroller.scrollLeft > 0);
}

/** Another page begins at its top, not where the last one was left. */
function useScrollToTop(firstId: string | undefined) {
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useRef(firstId);
  useEffect(() => {
    if (shown.current === firstId) return;
    shown.current = firstId;
    if (!scroller.current) return;
    scroller.current.scrollTop = 0;
    if (scroller.current.getBoundingClientRect().top < 0) scroller.current.scrollIntoView({ block: "start" });
  }, [firstId]);
  return scroller;
}
