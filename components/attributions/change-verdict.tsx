"use client";

import { Skeleton } from "@mantine/core";
import { personName } from "@/components/contacts/person-name";
import { RefusedTable } from "@/components/ui/refused-table";
import type { RefusedGroup } from "@/lib/attributions/change-preview";
import type { AttributionRecord } from "@/lib/attributions/record-queries";
import { BULK_LIMIT } from "@/lib/attributions/schema";
import type { Change } from "./change";
import { ChangeConsequences } from "./change-consequences";
import classes from "./change-dialog.module.css";
import { CHANGE_WORDS, countOf, refusalSentence } from "./change-words";
import { Notice } from "./notice";
import type { ShownPreview, Successor } from "./use-change-preview";

type Props = {
  change: Change;
  preview: ShownPreview;
  record: AttributionRecord | undefined;
  successor: Successor | null;
  isLoading: boolean;
};

/** What the change would do, in numbers: how many would change, how many cannot and why. */
export function ChangeVerdict({ change, preview, record, successor, isLoading }: Props) {
  const { verdict, ids, more } = preview;
  // Before a successor is chosen, or while the dry run of another one is under way, there is nothing to say.
  const isOpen = change.kind === "reassign" && !successor;
  return (
    <div aria-live="polite" aria-busy={isLoading} className={classes.verdict} data-stale={isLoading || undefined}>
      {more && (
        <Notice>
          More than {BULK_LIMIT.toLocaleString("en")} match. This changes the newest {BULK_LIMIT.toLocaleString("en")}:
          repeat it for the rest.
        </Notice>
      )}
      {ids.length === 0 && <p className={classes.text}>Nothing matches the filter any more.</p>}
      {isOpen && ids.length > 1 && <p className={classes.text}>{countOf(ids.length)} selected.</p>}
      {!isOpen && !verdict && <Skeleton height={68} />}
      {!isOpen && verdict && ids.length > 0 && (
        <>
          {record ? null : <Summary change={change} changing={verdict.changing} total={ids.length} />}
          <Refused groups={verdict.refused} isOnly={record !== undefined} />
          {verdict.changing > 0 && (
            <ChangeConsequences
              kind={change.kind}
              {...{ record, successor }}
              orders={preview.orders}
              rewards={preview.rewards}
            />
          )}
        </>
      )}
    </div>
  );
}

function Summary({ change, changing, total }: { change: Change; changing: number; total: number }) {
  const { done } = CHANGE_WORDS[change.kind];
  return (
    <p className={classes.summary}>
      <strong>{changing.toLocaleString("en")}</strong> of {countOf(total)} will be {done}
      {changing < total && (
        <>
          , <strong>{(total - changing).toLocaleString("en")}</strong> cannot be
        </>
      )}
      .
    </p>
  );
}

function Refused({ groups, isOnly }: { groups: RefusedGroup[]; isOnly: boolean }) {
  if (groups.length === 0) return null;
  if (isOnly) {
    return <Notice isAlert>{refusalSentence(groups[0]!.code)}</Notice>;
  }
  return (
    <RefusedTable
      groups={groups.map(({ code, count, examples }) => ({
        ...{ code, count, why: refusalSentence(code) },
        names: examples.map(({ customer }) => personName(customer)),
      }))}
    />
  );
}
