"use client";

import { createContext, type ReactNode, useContext } from "react";
import classes from "./cells.module.css";

/** Whether the row around is the one in the tab order. */
const ActiveRow = createContext(false);

export const ActiveRowProvider = ActiveRow.Provider;

/** 0 in the active row, -1 in all others: what is inside a row is reached by Tab from its row only. */
export function useRowTabIndex(): 0 | -1 {
  return useContext(ActiveRow) ? 0 : -1;
}

/**
 * The link to what a row stands for, by its own address. The table opens a plain click in place; any other click, and a
 * page that is not running yet, follow the address.
 */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className={classes.link} tabIndex={useRowTabIndex()} data-row-link>
      {children}
    </a>
  );
}
