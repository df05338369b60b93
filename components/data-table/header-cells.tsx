"use client";

import { Checkbox, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconSelector } from "@tabler/icons-react";
import type { RowData, Table } from "@tanstack/react-table";
import classes from "./data-table.module.css";
import { roles } from "./roles";
import type { DataColumnMeta, DataTableFeatures, SortState } from "./table-features";

type Props = { meta: DataColumnMeta; sort: SortState; onSort: (sort: SortState) => void };

/** A column's header: a button where the list can be sorted by it. */
export function SortableHeader({ meta, sort, onSort }: Props) {
  if (!meta.sort) {
    return (
      <th scope="col" {...roles.columnheader}>
        <span className={classes.headLabel}>{meta.label}</span>
      </th>
    );
  }
  const { key, first, words } = meta.sort;
  const current = sort.key === key ? sort.direction : null;
  const next = current === null ? first : current === "ascending" ? "descending" : "ascending";
  const Icon = current === null ? IconSelector : current === "ascending" ? IconArrowUp : IconArrowDown;
  return (
    <th scope="col" aria-sort={current ?? undefined} {...roles.columnheader}>
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
export function SelectAllHeader<T extends RowData>({ table }: { table: Table<DataTableFeatures, T> }) {
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
