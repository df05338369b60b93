"use client";

import { Checkbox } from "@mantine/core";
import { FlexRender, type Row, type RowData } from "@tanstack/react-table";
import { type MouseEvent, memo } from "react";
import classes from "./data-table.module.css";
import { roles } from "./roles";
import { ActiveRowProvider } from "./row-link";
import type { DataTableFeatures } from "./table-features";

type Props<T extends RowData> = {
  row: Row<DataTableFeatures, T>;
  /** The visible columns: a row is drawn again when they change. */
  columnIds: string;
  label: string;
  href: string;
  selectable: boolean;
  selected: boolean;
  active: boolean;
  onActivate: (id: string) => void;
  onOpen: (id: string) => void;
};

function DataRowView<T extends RowData>({ row, label, href, selectable, selected, active, ...on }: Props<T>) {
  function onClick(event: MouseEvent) {
    const target = event.target as Element;
    // Beside the small box is still the box: a near miss selects, it does not open.
    if (target.closest("[data-select]")) {
      if (!target.matches("input")) row.toggleSelected();
      return;
    }
    const link = target.closest("a, button, input, label");
    if (link && !link.matches("[data-row-link]")) return;
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain) {
      if (!link && (event.metaKey || event.ctrlKey)) window.open(href, "_blank", "noopener");
      return;
    }
    // Somebody who has just marked an e-mail address to copy it does not want the record.
    if (!link && window.getSelection()?.toString()) return;
    event.preventDefault();
    on.onOpen(row.id);
  }

  return (
    <tr
      data-row-id={row.id}
      className={classes.row}
      tabIndex={active ? 0 : -1}
      aria-selected={selectable ? selected : undefined}
      onClick={onClick}
      onFocus={() => on.onActivate(row.id)}
      {...roles.row}
    >
      <ActiveRowProvider value={active}>
        {selectable && (
          <td className={classes.selectCell} data-select {...roles.cell}>
            <Checkbox
              size="xs"
              aria-label={`Select ${label}`}
              tabIndex={active ? 0 : -1}
              checked={selected}
              onChange={row.getToggleSelectedHandler()}
            />
          </td>
        )}
        {row.getVisibleCells().map((cell) => {
          const meta = cell.column.columnDef.meta;
          return (
            <td key={cell.id} data-card={meta?.card} data-label={meta?.label} {...roles.cell}>
              <FlexRender cell={cell} />
            </td>
          );
        })}
      </ActiveRowProvider>
    </tr>
  );
}

/** One row; drawn again only when something about it changes, so that walking a long page stays quick. */
export const DataRow = memo(DataRowView) as typeof DataRowView;
