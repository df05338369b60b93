import { Instant } from "@/components/ui/instant";
import type { SettingsChange } from "@/lib/settings/queries";
import type { Settings } from "@/lib/settings/schema";
import { RetentionForm } from "./retention-form";
import classes from "./retention-view.module.css";

type Props = { settings: Settings; changes: SettingsChange[]; mayChange: boolean };

/** For how long requests are kept, and who has set that. */
export function RetentionView({ settings, changes, mayChange }: Props) {
  return (
    <div className={classes.view}>
      <section aria-labelledby="retention">
        <h2 id="retention" className={classes.title}>
          Retention
        </h2>
        <p>
          Requests are kept for <strong>{days(settings.logKeptDays)}</strong>. Older ones are deleted every hour, for
          good: what was sent, what was answered and why. What they recorded stays: attributions, orders, contacts and
          their histories.
        </p>
        {mayChange ? <RetentionForm settings={settings} /> : <p className={classes.hint}>Admins set for how long.</p>}
      </section>
      <section aria-labelledby="changes">
        <h2 id="changes" className={classes.title}>
          Changes
        </h2>
        {changes.length === 0 ? (
          <p className={classes.hint}>Nobody has changed it: it is what Attaché comes with.</p>
        ) : (
          <ol className={classes.changes}>
            {changes.map(({ version, at, by, logKeptDays, was }) => (
              <li key={version}>
                <span>
                  {days(was)} → {days(logKeptDays)}
                </span>
                <span className={classes.hint}>
                  {by} · <Instant at={at} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function days(count: number): string {
  return `${count} days`;
}
