"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useMemo, useRef } from "react";
import listClasses from "@/components/attributions/attribution-list.module.css";
import { personName } from "@/components/contacts/person-name";
import { DataTable, type DataTableHandle } from "@/components/data-table/data-table";
import { ListPages } from "@/components/data-table/list-pages";
import { type TableSelection, useTableSelection } from "@/components/data-table/use-table-selection";
import { useTableSettings } from "@/components/data-table/use-table-settings";
import { decimalAmount } from "@/lib/money/wording";
import { PAGE_SIZES, type RewardFilter, type RewardRow, type RewardTotals as Totals } from "@/lib/rewards/columns";
import type { RewardPage } from "@/lib/rewards/queries";
import type { TableSettings } from "@/lib/users/schema";
import { rewardTableColumns } from "./reward-columns";
import { NoMatchingRewards, NoRewards } from "./reward-empty";
import { rewardHref } from "./reward-href";
import { RewardSelection } from "./reward-selection";
import { type RewardFilterProps, RewardToolbar } from "./reward-toolbar";
import { RewardTotals } from "./reward-totals";
import { isFiltered, NO_FILTER, type RewardQuery, useRewardQuery } from "./use-reward-query";

type Props = RewardFilterProps & {
  page: RewardPage;
  /** The filter the page was made with; the address may be a step ahead of it. */
  filter: RewardFilter;
  total: Promise<Totals>;
  /** The totals whatever status is chosen. */
  anyStatus: Promise<Totals>;
  settings: TableSettings | undefined;
  canWrite: boolean;
};

/** The list of rewards with all that belongs to it: filters, what they come to, rows, what can be done, pages. */
export function RewardList({ page, filter, total, anyStatus, canWrite, settings: saved, ...filterProps }: Props) {
  const router = useRouter();
  const table = useRef<DataTableHandle>(null);
  const query = useRewardQuery();
  const [settings, changeSettings] = useTableSettings("rewards", saved);
  const ids = useMemo(() => page.rows.map(getRowId), [page.rows]);
  const selection = useTableSelection(JSON.stringify(filter), ids);
  const hasRows = page.rows.length > 0;
  const hasToolbar = hasRows || isFiltered(filter);

  return (
    <div className={listClasses.list}>
      {hasToolbar && (
        <>
          <RewardToolbar
            {...{ ...filterProps, query, settings }}
            sample={page.rows[0]}
            onSettings={changeSettings}
            onLeaveSearch={() => table.current?.focusRow()}
          />
          <RewardTotals
            totals={anyStatus}
            scope={JSON.stringify({ ...filter, status: null })}
            chosen={query.params.status}
            onChoose={(status) => query.change({ status })}
          />
        </>
      )}
      {hasRows && <Rows {...{ page, query, settings, table }} selection={canWrite ? selection : undefined} />}
      {/* Not with the rows: a change may leave none of them, and what it did is still to be read. */}
      <RewardSelection
        {...{ canWrite, selection, filter, total }}
        pageIds={ids}
        hasMore={page.next !== null || page.previous !== null}
        onClear={() => {
          selection.clear();
          table.current?.focusRow();
        }}
        onChanged={() => {
          selection.clear();
          query.startTransition(() => router.refresh());
        }}
      />
      {!hasRows && hasToolbar && <NoMatchingRewards onClear={() => query.change(NO_FILTER)} />}
      {!hasToolbar && <NoRewards />}
      {hasToolbar && <ListPages {...{ page, query, total, filter }} sizes={PAGE_SIZES} one="reward" many="rewards" />}
    </div>
  );
}

const getRowId = (row: RewardRow) => row.id;
const getRowLabel = ({ contact, amountMinor, currency }: RewardRow) =>
  `${personName(contact)}, ${decimalAmount(amountMinor, currency)} ${currency}`;
const getRowHref = (row: RewardRow) => rewardHref(row.id);

type RowsProps = Pick<Props, "page"> & {
  query: RewardQuery;
  settings: TableSettings;
  table: RefObject<DataTableHandle | null>;
  selection: TableSelection | undefined;
};

function Rows({ page, query, settings, table, selection }: RowsProps) {
  return (
    <DataTable
      ref={table}
      label="Rewards"
      columns={rewardTableColumns}
      rows={page.rows}
      {...{ getRowId, getRowHref, getRowLabel, settings, selection }}
      sort={query.sort}
      onSort={query.sortBy}
      onOpen={(id) => query.leaveFor(rewardHref(id))}
      pending={query.pending}
    />
  );
}
