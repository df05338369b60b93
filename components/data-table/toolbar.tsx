"use client";

import { Button } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { type ReactNode, useId, useState } from "react";
import classes from "./toolbar.module.css";

type Props = {
  /** A <SearchFilter>. */
  search: ReactNode;
  /** Filter chips. */
  children: ReactNode;
  /** How many filters are set, the search left out. */
  activeFilters: number;
  /** Left out when there is nothing to clear. */
  onClearAll?: () => void;
  /** What stands at the end: a <ViewMenu>. */
  end?: ReactNode;
};

/** Above a list: search, filters, view. On a narrow screen the filters are behind a button that says how many are set. */
export function Toolbar({ search, children, activeFilters, onClearAll, end }: Props) {
  const [opened, setOpened] = useState(false);
  const filtersId = useId();
  return (
    <search className={classes.toolbar} aria-label="Filters">
      {search}
      <Button
        className={classes.filtersButton}
        variant="default"
        size="xs"
        leftSection={<IconFilter size={14} aria-hidden />}
        aria-expanded={opened}
        aria-controls={filtersId}
        onClick={() => setOpened(!opened)}
      >
        {activeFilters > 0 ? `Filters · ${activeFilters}` : "Filters"}
      </Button>
      <div id={filtersId} className={classes.filters} data-opened={opened || undefined}>
        {children}
        {onClearAll && (
          <Button className={classes.clearAll} variant="subtle" size="compact-xs" onClick={onClearAll}>
            Clear all
          </Button>
        )}
      </div>
      <div className={classes.end}>{end}</div>
    </search>
  );
}
