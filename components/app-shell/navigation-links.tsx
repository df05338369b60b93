"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useId } from "react";
import type { Role } from "@/lib/users/schema";
import { type NavigationGroup, navigationFor } from "./navigation";
import classes from "./shell.module.css";

/** The links of the navigation, in their groups. */
export function Navigation({ role }: { role: Role }) {
  return (
    <div className={classes.groups}>
      {navigationFor(role).map((group) => (
        <Group key={group.label} group={group} />
      ))}
    </div>
  );
}

function Group({ group }: { group: NavigationGroup }) {
  const pathname = usePathname();
  const id = useId();
  return (
    <div>
      <div id={id} className={classes.groupLabel}>
        {group.label}
      </div>
      <ul aria-labelledby={id} className={classes.links}>
        {group.items.map(({ label, href, icon: Icon }) => (
          <li key={href}>
            <Link href={href} className={classes.link} aria-current={pathname.startsWith(href) ? "page" : undefined}>
              <Icon size={17} stroke={1.7} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
