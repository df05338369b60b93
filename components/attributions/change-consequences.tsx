import type { ReactNode } from "react";
import { personName } from "@/components/contacts/person-name";
import { formatCount } from "@/components/data-table/bounded-count";
import type { AttributionRecord } from "@/lib/attributions/record-queries";
import type { ChangeKind } from "@/lib/attributions/schema";
import type { OrderTotals } from "@/lib/orders/columns";
import { totalsWords } from "@/lib/orders/wording";
import type { RewardTotals } from "@/lib/rewards/columns";
import { rewardTotalsWords } from "@/lib/rewards/wording";
import classes from "./change-dialog.module.css";
import type { Successor } from "./use-change-preview";

type Props = {
  kind: ChangeKind;
  /** The attribution that is changed, where it is just one. */
  record?: AttributionRecord;
  successor: Successor | null;
  /** What was ordered on the credit of the attributions that are changed, where that was asked. */
  orders?: OrderTotals;
  /** What was earned by them. */
  rewards?: RewardTotals;
};

/**
 * What a change moves and what it does not: orders and rewards follow the attribution that stands when they come in,
 * and never move afterwards ("Campaign Rules & Attribution Status" in the Referral Attribution Overview).
 */
export function ChangeConsequences(props: Props) {
  return (
    <dl className={classes.consequences}>
      <dt>What changes</dt>
      <dd>{whatChanges(props)}</dd>
      <dt>What stays</dt>
      <dd>{whatStays(props)}</dd>
    </dl>
  );
}

function whatChanges({ kind, record, successor }: Props): ReactNode {
  const whose = record ? (
    <>
      {" "}
      of <strong>{personName(record.customer)}</strong> in {record.campaign.name}
    </>
  ) : (
    " of these contacts"
  );
  if (kind === "deactivate") {
    return <>Future orders and rewards{whose} are credited to nobody, until an attribution is active again.</>;
  }
  const credited = kind === "activate" ? record?.advocate : successor?.advocate;
  return (
    <>
      Future orders and rewards{whose} are credited to{" "}
      {credited ? <strong>{personName(credited)}</strong> : "the advocates of the activated attributions"}.
      {kind === "reassign" && takeOver(record, successor)}
    </>
  );
}

function takeOver(record: AttributionRecord | undefined, successor: Successor | null): string {
  if (!record) return " Each present attribution becomes inactive, and a new active one takes its place.";
  const present = personName(record.advocate);
  return successor?.attempt
    ? ` ${present}’s attribution becomes inactive and the chosen attempt active, in one step.`
    : ` ${present}’s attribution becomes inactive and a new active one takes its place, in one step.`;
}

function whatStays({ kind, record, orders, rewards }: Props): ReactNode {
  if (kind === "activate") return "Past orders and rewards stay where they are.";
  const whose = record ? <strong>{personName(record.advocate)}</strong> : "their present advocates";
  const withWhom = record ? personName(record.advocate) : "them";
  return (
    <>
      Past orders and rewards stay with {whose}.
      {orders && orders.count > 0 && (
        <div className={classes.money}>
          {`${formatCount(orders)} ${orders.count === 1 ? "order stays" : "orders stay"} with ${withWhom}: `}
          {totalsWords(orders)}
          {orders.capped && ", and more"}.
        </div>
      )}
      {rewards && rewards.count > 0 && (
        <div className={classes.money}>
          {`${formatCount(rewards)} ${rewards.count === 1 ? "reward stays" : "rewards stay"} as earned: `}
          {rewardTotalsWords(rewards)}
          {rewards.capped && ", and more"}.
        </div>
      )}
      {orders?.count === 0 && rewards?.count === 0 && " There are none so far."}
    </>
  );
}
