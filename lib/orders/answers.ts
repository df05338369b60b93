import "server-only";
import sql from "sql-template-tag";
import type { Db } from "@/lib/db/pool";
import type { Credit } from "./schema";

/**
 * What recording an order came to, as it is said to whoever recorded it: the same however often it is asked for, but for
 * what the advocate is called by.
 */
export type OrderAnswer = {
  id: string;
  order_id: string;
  credit: Credit;
  attribution_id: string | null;
  /** By which the advocate is known now: it may have been corrected, merged or erased since. */
  advocate_email: string | null;
  attempt_id: string | null;
  /** Why the code or advocate that was sent counted for nothing. */
  ignored: string | null;
};

/**
 * What recording each of these orders came to, by id. Credit, attribution, attempt and what was ignored stay as they were
 * decided, whatever becomes of the attribution; only the advocate's e-mail is the one of today.
 */
export async function describeOrders(db: Db, ids: string[]): Promise<Map<string, OrderAnswer>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<OrderAnswer>(sql`
    SELECT customer_order.id, customer_order.order_id, created.detail->>'credit' AS credit,
      attribution_id, contact.email AS advocate_email, created.detail->>'attempt' AS attempt_id,
      created.detail->>'ignored' AS ignored
    FROM customer_order
    JOIN LATERAL (
      SELECT detail FROM order_event WHERE order_event.order_id = customer_order.id ORDER BY id LIMIT 1) AS created ON TRUE
    LEFT JOIN attribution ON attribution.id = attribution_id LEFT JOIN contact ON contact.id = attribution.advocate_id
    WHERE customer_order.id = ANY(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
