import "server-only";
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Transaction } from "@/lib/db/transaction";
import { NO_CURRENCY } from "@/lib/money/rules";
import type { OrderDraft } from "@/lib/orders/schema";
import { cellValue } from "../../ranges";
import type { Run } from "../../run-record";
import type { CellFault } from "../../schema";
import { readAmount, readCurrency } from "./amounts";
import { ORDER_FIELDS, type OrderField } from "./columns";
import type { ORDER_FAULTS } from "./schema";

/** What the cells of rows of orders say: the drafts that `recordOrders` takes, or what is wrong with a row by itself. */

export type OrderRun = Run<"orders">;
type Fault = CellFault | (typeof ORDER_FAULTS)[number];
/** A row as its cells say it. */
export type AskedRow = { line: number } & ({ draft: OrderDraft } | { problem: Fault });

/** As lib/orders and lib/contacts take them. */
const LONGEST: Partial<Record<OrderField, number>> = {
  ...{ first_name: 200, last_name: 200, customer_uid: 200, external_status: 200, hubspot_dealstage: 200 },
};
const LONGEST_ORDER_ID = 200;
/** What nobody could read in an order's id. */
const CONTROL = /\p{Cc}/u;

type Cells = Record<OrderField, string | null> & {
  line: number;
  fault: CellFault | null;
  at: string | null;
  isOutOfRange: boolean;
};

/** The rows `from`, in the order of the file, each with the further columns `more` of it. */
export async function readRows<M extends object = object>(
  tx: Transaction,
  run: OrderRun,
  from: Sql,
  more: Sql = sql``,
): Promise<(AskedRow & M)[]> {
  const cells = ORDER_FIELDS.map(({ key }) => sql`${cellValue(run.mapping[key])} AS ${raw(key)}`);
  const { rows } = await tx.query<Cells & M>(sql`
    SELECT *, to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
      coalesce(instant < '1970-01-01 00:00:00+00' OR instant > now(), FALSE) AS "isOutOfRange"
    FROM (
      SELECT line, fault, ${join(cells)}, cell_instant(${cellValue(run.mapping.ordered_at)}) AS instant${more} FROM ${from}
    ) AS said ORDER BY line`);
  return rows.map((row) => ({ ...row, ...draftOf(row, run) }));
}

function draftOf(cells: Cells, { mapping, choices }: OrderRun): { draft: OrderDraft } | { problem: Fault } {
  const problem = faultOf(cells);
  if (problem) return { problem };
  const worth = worthOf(cells, Boolean(mapping.revenue_amount), choices);
  if ("problem" in worth) return worth;
  const code = cells.short_code ?? cells.coupon_code;
  return {
    draft: {
      orderId: cells.order_id!,
      customerEmail: cells.customer_email!,
      ...{ customerUid: cells.customer_uid, firstName: cells.first_name, lastName: cells.last_name },
      ...{ revenueMinor: worth.minor, currency: worth.currency },
      // A code names its campaign: what is meant by rows without one must not contradict it.
      campaignUid: cells.campaign_uid ?? (code ? null : choices.campaign),
      ...{ code, advocateEmail: cells.advocate_email },
      ...{ externalStatus: cells.external_status, hubspotDealstage: cells.hubspot_dealstage },
      orderedAt: cells.at,
    },
  };
}

function faultOf(cells: Cells): Fault | null {
  if (cells.fault) return cells.fault;
  if (cells.order_id === null) return "order_id_required";
  if (cells.order_id.length > LONGEST_ORDER_ID || CONTROL.test(cells.order_id)) return "unreadable_order_id";
  if (cells.customer_email === null) return "customer_required";
  if (cells.short_code !== null && cells.coupon_code !== null) return "two_codes";
  const isTooLong = Object.entries(LONGEST).some(([field, most]) => (cells[field as OrderField]?.length ?? 0) > most);
  if (isTooLong) return "value_too_long";
  if (cells.ordered_at !== null && cells.at === null) return "invalid_date";
  return cells.isOutOfRange ? "date_out_of_range" : null;
}

/** What an order is worth. Where the file has no revenue at all it is worth nothing; an empty cell is a mistake. */
function worthOf(cells: Cells, hasRevenue: boolean, choices: OrderRun["choices"]) {
  const said = cells.currency === null ? null : readCurrency(cells.currency);
  if (cells.currency !== null && said === null) return { problem: "invalid_currency" } as const;
  if (!hasRevenue) return { minor: 0, currency: said ?? choices.currency ?? NO_CURRENCY };
  if (cells.revenue_amount === null) return { problem: "amount_required" } as const;
  return readAmount(cells.revenue_amount, { said, fallback: choices.currency, style: choices.amounts });
}
