"use client";

import { Button, Checkbox, Popover, SegmentedControl } from "@mantine/core";
import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import type { TableSettings } from "@/lib/users/schema";
import classes from "./view-menu.module.css";

type Props = {
  columns: { id: string; label: string }[];
  /** The column that names the row always stays. */
  fixed: string;
  settings: TableSettings;
  onChange: (patch: Partial<TableSettings>) => void;
};

const DENSITIES = [
  { value: "comfortable", label: "Comfortable" },
  { value: "compact", label: "Compact" },
];

/** How the table looks: which columns, how dense. */
export function ViewMenu({ columns, fixed, settings, onChange }: Props) {
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
        <Button variant="default" size="xs" leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}>
          View
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
        <fieldset className={classes.columns}>
          <legend className={classes.legend}>Columns</legend>
          {columns.map(({ id, label }) => (
            <Checkbox
              key={id}
              size="xs"
              label={label}
              disabled={id === fixed}
              checked={id === fixed || !hidden.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
