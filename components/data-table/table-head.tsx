"use client";

import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconSelector } from "@tabler/icons-react";
import type { RowData, Table } from "@tanstack/react-table";
import classes from "./data-table.module.css";
import { roles } from "./roles";
import type { DataColumnMeta, DataTableFeatures, SortState } from "./table-features";

type HeadProps<T extends RowData> = {
  table: Table<DataTableFeatures, T>;
  selectable: boolean;
  sort: SortState;
  onSort: (sort: SortState) => void;
};

/** The widths and the headers of the visible columns. */
export function TableHead<T extends RowData>({ table, selectable, sort, onSort }: HeadProps<T>) {
  const visible = table.getVisibleLeafColumns();
  return (
    <>
      <colgroup>
        {selectable && <col className={classes.selectColumn} />}
        {visible.map((column) => (
          <col key={column.id} style={{ width: column.columnDef.meta?.width }} />
        ))}
      </colgroup>
      <thead className={classes.head} {...roles.rowgroup}>
        <tr {...roles.row}>
          {selectable && <SelectAllHeader table={table} />}
          {visible.map((column) => (
            <SortableHeader key={column.id} meta={column.columnDef.meta!} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
    </>
  );
}

type Props = { meta: DataColumnMeta; sort: SortState; onSort: (sort: SortState) => void };

/** A column's header: a button where the list can be sorted by it. */
function SortableHeader({ meta, sort, onSort }: Props) {
  if (!meta.sort) {
    return (
      <th scope="col" data-card={meta.card} {...roles.columnheader}>
        <span className={classes.headLabel}>{meta.label}</span>
      </th>
    );
  }
  const { key, first, words } = meta.sort;
  const current = sort.key === key ? sort.direction : null;
  const next = current === null ? first : current === "ascending" ? "descending" : "ascending";
  const Icon = current === null ? IconSelector : current === "ascending" ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" data-card={meta.card} aria-sort={current ?? undefined} {...roles.columnheader}>
      <UnstyledButton
        className={classes.sortButton}
        title={`Sort ${words[next]}`}
        data-sorted={current !== null || undefined}
        onClick={() => onSort({ key, direction: next })}
      >
        <span className={classes.headLabel}>{meta.label}</span>
        <Icon size={14} className={classes.sortIcon} aria-hidden />
      </UnstyledButton>
    </th>
  );
}

/** The checkbox that selects the page. */
function SelectAllHeader<T extends RowData>({ table }: { table: Table<DataTableFeatures, T> }) {
  return (
    <th scope="col" className={classes.selectCell} {...roles.columnheader}>
      <Checkbox
        size="xs"
        aria-label="Select every row of this page"
        checked={table.getIsAllRowsSelected()}
        indeterminate={table.getIsSomePageRowsSelected() && !table.getIsAllRowsSelected()}
        onChange={(event) => table.toggleAllRowsSelected(event.currentTarget.checked)}
      />
    </th>
  );
}
