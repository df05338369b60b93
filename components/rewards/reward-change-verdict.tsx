import type { ReactNode } from "react";
import classes from "@/components/attributions/change-dialog.module.css";
import { Notice } from "@/components/attributions/notice";
import { personName } from "@/components/contacts/person-name";
import { Money } from "@/components/ui/money";
import { RefusedTable } from "@/components/ui/refused-table";
import type { RewardRow, RewardTotal } from "@/lib/rewards/columns";
import type { RefusedRewards, RewardChangePreview } from "@/lib/rewards/preview";
import { REWARD_CHANGE_LIMIT, REWARD_STATUSES, type RewardChange } from "@/lib/rewards/schema";
import { CHANGE_DONE, rewardCount, rewardRefusalWords } from "@/lib/rewards/wording";
import { Amounts } from "./amounts";
import { CHANGE_MEANS } from "./change-words";
import { RewardStatus } from "./reward-status";

type Props = { change: RewardChange; preview: RewardChangePreview };

/** What the change would do, in numbers: how many would change and what they come to, how many cannot and why. */
export function RewardChangeVerdict({ change, preview }: Props) {
  const { ids, more, one, changing, totals, refused } = preview;
  const limit = REWARD_CHANGE_LIMIT.toLocaleString("en");
  return (
    <div className={classes.verdict}>
      {more && (
        <Notice>
          More than {limit} match. This changes the newest {limit}: repeat it for the rest.
        </Notice>
      )}
      {ids.length === 0 && <p className={classes.text}>Nothing matches the filter any more.</p>}
      {ids.length === 1 && changing === 0 && (
        <Notice isAlert title="This cannot be done">
          {refused[0] && rewardRefusalWords(change, refused[0].code)}
        </Notice>
      )}
      {ids.length > 1 && <Summary {...{ change, changing }} total={ids.length} />}
      {changing > 0 && <Consequences change={change} what={one ? <One row={one} /> : <Sums totals={totals} />} />}
      {ids.length > 1 && <Refused change={change} groups={refused} />}
    </div>
  );
}

function Summary({ change, changing, total }: { change: RewardChange; changing: number; total: number }) {
  return (
    <p className={classes.summary}>
      <strong>{changing.toLocaleString("en")}</strong> of {rewardCount(total)} will be {CHANGE_DONE[change]}
      {changing < total && (
        <>
          , <strong>{(total - changing).toLocaleString("en")}</strong> cannot be
        </>
      )}
      .
    </p>
  );
}

function Consequences({ change, what }: { change: RewardChange; what: ReactNode }) {
  const { next, stays } = CHANGE_MEANS[change];
  return (
    <dl className={classes.consequences}>
      <dt>What changes</dt>
      <dd>
        {what}
        {next}
      </dd>
      <dt>What stays</dt>
      <dd>{stays}</dd>
    </dl>
  );
}

function One({ row: { contact, amountMinor, currency, campaign, status } }: { row: RewardRow }) {
  return (
    <div>
      <span className={classes.money}>
        <Money minor={amountMinor} currency={currency} />
      </span>{" "}
      for <strong>{personName(contact)}</strong> in {campaign.name}, now <RewardStatus status={status} />
    </div>
  );
}

/** What the rewards that change come to, by the status they have now: never one sum of several currencies. */
function Sums({ totals }: { totals: RewardTotal[] }) {
  const states = REWARD_STATUSES.filter((status) => totals.some((total) => total.status === status));
  return states.map((status) => {
    const own = totals.filter((total) => total.status === status);
    return (
      <div key={status}>
        <span className={classes.money}>
          <Amounts totals={own} />
        </span>{" "}
        in {rewardCount(own.reduce((sum, { count }) => sum + count, 0))}, now <RewardStatus status={status} />
      </div>
    );
  });
}

function Refused({ change, groups }: { change: RewardChange; groups: RefusedRewards[] }) {
  if (groups.length === 0) return null;
  return (
    <RefusedTable
      groups={groups.map(({ code, count, examples }) => ({
        ...{ code, count, why: rewardRefusalWords(change, code) },
        names: examples.map(({ contact }) => personName(contact)),
      }))}
    />
  );
}
