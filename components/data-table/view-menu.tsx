"use client";

import { Button, Checkbox, NativeSelect, Popover, SegmentedControl } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import type { RowData } from "@tanstack/react-table";
import type { TableSettings } from "@/lib/users/schema";
import type { DataColumn, SortState } from "./table-features";
import classes from "./view-menu.module.css";

type Props<T extends RowData> = {
  columns: DataColumn<T>[];
  settings: TableSettings;
  onChange: (patch: Partial<TableSettings>) => void;
  sort: SortState;
  onSort: (sort: SortState) => void;
};

const DENSITIES = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
];

/** How the table looks: which columns, how dense; and its order where there are no headers to click. */
export function ViewMenu<T extends RowData>({ columns, settings, onChange, sort, onSort }: Props<T>) {
  const hidden = settings.hiddenColumns;
  function toggle(id: string, shown: boolean) {
    onChange({ hiddenColumns: shown ? hidden.filter((one) => one !== id) : [...hidden, id] });
  }
  return (
    <Popover
      position="bottom-end"
      width={244}
      offset={6}
      trapFocus
      returnFocus
      shadow="md"
      transitionProps={{ duration: 80 }}
    >
      <Popover.Target>
        <Button variant="default" size="xs" aria-label="View" className={classes.button}>
          <IconAdjustmentsHorizontal size={15} aria-hidden />
          <span className={classes.buttonLabel}>View</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Density"
          data={DENSITIES}
          value={settings.density}
          onChange={(density) => onChange({ density: density as TableSettings["density"] })}
        />
        <div className={classes.sort}>
          <SortSelect columns={columns} sort={sort} onSort={onSort} />
        </div>
        <fieldset className={classes.columns}>
          <legend className={classes.legend}>Columns</legend>
          {columns.map((column) => {
            const id = column.id!;
            // What names the row always stays.
            const isFixed = column.meta?.card === "title";
            return (
              <Checkbox
                key={id}
                size="xs"
                label={column.meta?.label}
                disabled={isFixed}
                checked={isFixed || !hidden.includes(id)}
                onChange={(event) => toggle(id, event.currentTarget.checked)}
              />
            );
          })}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}

function SortSelect<T extends RowData>({ columns, sort, onSort }: Pick<Props<T>, "columns" | "sort" | "onSort">) {
  const options = columns.flatMap(({ meta }) =>
    (["ascending", "descending"] as const).flatMap((direction) =>
      meta?.sort
        ? { value: `${meta.sort.key} ${direction}`, label: `${meta.label}, ${meta.sort.words[direction]}` }
        : [],
    ),
  );
  return (
    <NativeSelect
      size="xs"
      label="Sort by"
      data={options}
      value={`${sort.key} ${sort.direction}`}
      onChange={(event) => {
        const [key = "", direction] = event.currentTarget.value.split(" ");
        onSort({ key, direction: direction as SortState["direction"] });
      }}
    />
  );
}
