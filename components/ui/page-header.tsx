"use client";

import { Anchor, Title } from "@mantine/core";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./page-header.module.css";

type Props = {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons of the page, on the right. */
  actions?: ReactNode;
  /** Where the page lies, from the top; one without a link is a name only. */
  breadcrumbs?: { label: string; href?: string }[];
};

/** The head of every page: where it lies, its one h1, what it is for, what can be done. */
export function PageHeader({ title, description, actions, breadcrumbs }: Props) {
  return (
    <header className={classes.header}>
      <div className={classes.words}>
        {breadcrumbs && (
          <nav aria-label="Breadcrumbs">
            <ol className={classes.crumbs}>
              {breadcrumbs.map(({ label, href }) => (
                <li key={label}>
                  {href ? (
                    <Anchor component={Link} href={href} inherit>
                      {label}
                    </Anchor>
                  ) : (
                    label
                  )}
                </li>
              ))}
            </ol>
          </nav>
        )}
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        {description && <p className={classes.description}>{description}</p>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </header>
  );
}
