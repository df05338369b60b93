import Link from "next/link";
import { FAILING, LOG, RETENTION } from "./hrefs";
import classes from "./request-list.module.css";

const VIEWS = [
  { href: LOG, label: "Requests" },
  { href: FAILING, label: "What keeps failing" },
  { href: RETENTION, label: "Retention" },
];

/** The ways to look at the log, request by request or by what goes wrong, and for how long it is kept. */
export function LogViews({ current }: { current: string }) {
  return (
    <nav className={classes.views} aria-label="Views of the log">
      {VIEWS.map(({ href, label }) => (
        <Link key={href} href={href} aria-current={href === current ? "page" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
