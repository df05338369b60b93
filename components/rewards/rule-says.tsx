"use client";

import classes from "@/components/attributions/draft-check.module.css";
import { formatCount } from "@/components/data-table/bounded-count";
import { formatDay } from "@/components/ui/dates";
import type { RuleRow } from "@/lib/rewards/rule-queries";
import { ruleCautions, ruleSentence } from "@/lib/rewards/wording";
import type { RuleFormState } from "./use-rule-form";

/** What the reward trigger will do as it is typed, or what it lacks for that; from when it counts and what it leaves alone. */
export function RuleSays({ state: { rule, said, problems } }: { state: RuleFormState }) {
  return (
    <section className={classes.panel} aria-labelledby="rule-says-title">
      <header className={classes.head}>
        <h2 id="rule-says-title" className={classes.title}>
          What it will do
        </h2>
      </header>
      <div aria-live="polite" className={classes.body}>
        {said ? (
          <>
            <p className={classes.words} suppressHydrationWarning>
              {ruleSentence(said)}
            </p>
            {ruleCautions(said).map((caution) => (
              <p key={caution} className={classes.hint} style={{ margin: "8px 0 0" }}>
                {caution}
              </p>
            ))}
          </>
        ) : (
          <>
            <p className={classes.hint}>Still to do before it can be saved:</p>
            <ul className={classes.items} style={{ listStyle: "disc", paddingInlineStart: 18 }}>
              {Object.entries(problems).map(([field, problem]) => (
                <li key={field}>{problem}</li>
              ))}
            </ul>
          </>
        )}
      </div>
      <p className={classes.verdict} style={{ display: "block", marginBottom: 0 }}>
        {rule ? <EditNotes rule={rule} /> : "It counts from today (UTC): what is older earns nothing."}
      </p>
    </section>
  );
}

function EditNotes({ rule: { rewards, createdAt } }: { rule: RuleRow }) {
  const isOne = rewards.count === 1 && !rewards.capped;
  return (
    <>
      {rewards.count === 0
        ? "No reward exists yet that this could change. "
        : `${formatCount(rewards)} ${isOne ? "reward that exists stays as it is" : "rewards that exist stay as they are"}. `}
      Saving makes another version, in force at once for what comes in. The reward trigger counts from{" "}
      {formatDay(createdAt, "UTC")} (UTC): what is older earns nothing.
    </>
  );
}
